namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Tests of pages, which are closed after each of them: an open page goes on asking.</summary>
/// <typeparam name="TFixture">What opens them.</typeparam>
public abstract class PageTest<TFixture>(TFixture dashboard) : IAsyncDisposable
    where TFixture : BrowserFixture
{
    protected TFixture Dashboard => dashboard;

    public async ValueTask DisposeAsync()
    {
        await dashboard.CloseAsync();
        GC.SuppressFinalize(this);
    }
}
