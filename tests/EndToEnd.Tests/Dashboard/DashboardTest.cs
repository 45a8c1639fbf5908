namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Tests of pages of the shared demo, which are closed after each of them: an open page goes on asking.</summary>
[Collection(DashboardPages.Name)]
public abstract class DashboardTest(DashboardFixture dashboard) : IAsyncDisposable
{
    protected DashboardFixture Dashboard => dashboard;

    public async ValueTask DisposeAsync()
    {
        await dashboard.CloseAsync();
        GC.SuppressFinalize(this);
    }
}
