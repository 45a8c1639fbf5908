using System.Text.Json;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Tests of pages of the shared demo, one after another.</summary>
[Collection(DashboardPages.Name)]
public abstract class DashboardTest(DashboardFixture dashboard) : PageTest<DashboardFixture>(dashboard)
{
    /// <summary>Whether a contact outlives a test: a day of the demo takes half a minute.</summary>
    protected static bool HasTime(JsonElement contact, DateTimeOffset present) =>
        contact.GetProperty("contact").GetProperty("expires_at").GetDateTimeOffset() > present.AddDays(5);

    /// <summary>The first slider whose feature is not told less what is usual: that one moves by itself from day to day.</summary>
    protected async Task<(ILocator Slider, string Feature)> SliderAsync(IPage page)
    {
        await page.Locator(".slider input").First.WaitForAsync();
        var compared = (await Dashboard.GetAsync("features")).GetProperty("items").EnumerateArray()
            .Where(feature => feature.GetProperty("least_observed").ValueKind == JsonValueKind.Number).Select(feature => feature.GetProperty("name").GetString()).ToHashSet();
        foreach (var slider in await page.Locator(".slider input").AllAsync())
        {
            var feature = (await slider.GetAttributeAsync("id"))!["slider-".Length..];
            if (!compared.Contains(feature))
                return (page.Locator($"#slider-{feature}"), feature);
        }

        throw new InvalidOperationException("All sliders are of features that are told less what is usual.");
    }

    /// <summary>Moves a slider to its start by way of its end: Home does not move one that is there already.</summary>
    protected static async Task ToStartAsync(ILocator slider)
    {
        await slider.PressAsync("End");
        await slider.PressAsync("Home");
    }

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
