using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

public sealed class AbandonedCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_was_neither_finished_nor_released_ends_a_while_after_its_hour()
    {
        await using var office = new Office();
        var (abandoned, free) = (office.Customers.Propose("c1", RiskLevel.Critical), office.Customers.Propose("c2", RiskLevel.Critical));
        await office.RunAsync();
        await office.Desk.ClaimCallAsync(abandoned, "ann", Token);

        await office.PassAsync(ContactDesk.CallLease + ContactDesk.CallGrace - TimeSpan.FromMinutes(1));
        Assert.Equal(ContactState.Sending, (await office.StateAsync(abandoned)).State);
        await office.PassAsync(TimeSpan.FromMinutes(1));

        var failed = await office.FindAsync(abandoned);
        Assert.Equal((ContactState.Failed, "whoever had the call neither finished nor released it"), (failed.Entry.State, failed.LastError));
        Assert.Equal([free], (await office.Store.ReadOutboxAsync(ContactChannel.Phone, 10, Token)).Select(entry => entry.ContactId));
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.FinishCallAsync(abandoned, "ann", AttemptResult.Accepted, Token));
    }

    [Fact]
    public async Task A_call_that_was_released_stays_on_the_list()
    {
        await using var office = new Office();
        var call = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();
        await office.Desk.ClaimCallAsync(call, "ann", Token);
        await office.Desk.ReleaseCallAsync(call, "ann", Token);

        await office.PassAsync(ContactDesk.CallLease + ContactDesk.CallGrace);

        Assert.Equal(ContactState.Sending, (await office.StateAsync(call)).State);
        Assert.Equal(call, Assert.Single(await office.Store.ReadOutboxAsync(ContactChannel.Phone, 10, Token)).ContactId);
    }
}
