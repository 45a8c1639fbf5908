using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Tests of pages of the shared demo, one after another.</summary>
[Collection(DashboardPages.Name)]
public abstract class DashboardTest(DashboardFixture dashboard) : PageTest<DashboardFixture>(dashboard)
{
    /// <summary>
    /// What is done stands on the page a second after it was acknowledged. A busy machine may be slower once; a page that only asks
    /// again, every ten seconds or more, is slower three times.
    /// </summary>
    /// <param name="act">Does something, by a number, and says where it is to be seen.</param>
    protected static async Task WithinASecondAsync(Func<int, Task<ILocator>> act)
    {
        for (var attempt = 0; ; attempt++)
        {
            var seen = await act(attempt);
            try
            {
                await seen.WaitForAsync(new() { Timeout = 1000 });
                return;
            }
            catch (TimeoutException) when (attempt < 2)
            {
            }
        }
    }
}
