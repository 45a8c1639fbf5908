using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>Calls that people make.</summary>
public sealed class CallListTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_claimed_by_one_released_and_done()
    {
        await using var office = new Office();
        var call = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();

        var claimed = await office.Desk.ClaimCallAsync(call, "ann", Token);
        Assert.Equal(("+34600000000", 1), (claimed!.Address, claimed.AttemptNo));
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ClaimCallAsync(call, "bob", Token));
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ReleaseCallAsync(call, "bob", Token));
        await office.Desk.ReleaseCallAsync(call, "ann", Token);
        Assert.Equal(2, (await office.Desk.ClaimCallAsync(call, "bob", Token))!.AttemptNo);

        var done = await office.Desk.FinishCallAsync(call, "bob", AttemptResult.Accepted, Token);

        Assert.Equal(ContactState.Sent, done!.Entry.State);
        Assert.Equal(["Sent by phone"], await office.OutcomesAsync(call));
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.FinishCallAsync(call, "bob", AttemptResult.Accepted, Token));
    }

    [Fact]
    public async Task A_call_that_was_given_back_is_made_to_the_number_that_the_bank_corrected_since_and_in_the_words_of_now()
    {
        await using var office = new Office(null, new Provider(ContactChannel.Sms));
        var call = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();
        await office.Desk.ClaimCallAsync(call, "ann", Token);
        await office.Desk.ReleaseCallAsync(call, "ann", Token);
        office.Customers.Profile = office.Customers.Profile! with { Phone = "+34600000001" };
        office.Serve(policy => policy with { Sender = policy.Sender with { Bank = "New Bank" } });

        var claimed = await office.Desk.ClaimCallAsync(call, "bob", Token);

        Assert.Equal("+34600000001", claimed!.Address);
        Assert.Contains("New Bank", claimed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_ends_with_the_hours_of_contact_and_whoever_has_it_is_told_the_same_again()
    {
        await using var office = new Office();
        var (late, noon) = (office.Customers.Propose("c1", RiskLevel.Critical), office.Customers.Propose("c2", RiskLevel.Critical));
        await office.RunAsync();
        Assert.Equal(TimeSpan.FromHours(1), Left((await office.Desk.ClaimCallAsync(noon, "ann", Token))!));
        // 20:45 in Madrid.
        await office.PassAsync(TimeSpan.FromMinutes((8 * 60) + 45));

        var claimed = await office.Desk.ClaimCallAsync(late, "ann", Token);

        Assert.Equal(TimeSpan.FromMinutes(15), Left(claimed!));
        Assert.Equal(claimed, await office.Desk.ClaimCallAsync(late, "ann", Token));
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ClaimCallAsync(late, "bob", Token));
        Assert.Single((await office.Store.LoadAsync("c1", Token)).Ledger.Attempts);
        // A store keeps milliseconds.
        TimeSpan Left(OutboundMessage call) => TimeSpan.FromMilliseconds(Math.Ceiling((call.NotAfter - office.Clock.GetUtcNow()).TotalMilliseconds));
    }

    [Fact]
    public async Task Nobody_else_gets_a_call_in_the_grace_and_to_ask_for_it_ends_nothing()
    {
        await using var office = new Office();
        var call = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();
        await office.Desk.ClaimCallAsync(call, "ann", Token);
        await office.PassAsync(ContactDesk.CallLease + TimeSpan.FromMinutes(1));

        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ClaimCallAsync(call, "bob", Token));

        Assert.Equal("Somebody else has this call.", refused.Message);
        Assert.Equal(ContactState.Sent, (await office.Desk.FinishCallAsync(call, "ann", AttemptResult.Accepted, Token))!.Entry.State);
    }

    [Fact]
    public async Task Whoever_has_a_call_has_it_for_longer_by_asking_in_the_grace()
    {
        await using var office = new Office();
        var call = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();
        var first = await office.Desk.ClaimCallAsync(call, "ann", Token);
        var over = await office.Store.ReadOutboxAsync(call, Token);
        await office.PassAsync(ContactDesk.CallLease + TimeSpan.FromMinutes(1));

        var again = await office.Desk.ClaimCallAsync(call, "ann", Token);

        Assert.Equal(first! with { NotAfter = again!.NotAfter }, again);
        Assert.Equal(ContactDesk.CallLease + TimeSpan.FromMinutes(1), again.NotAfter - first!.NotAfter);
        // Whoever saw that the first lease was over, and comes late.
        await office.Desk.AbandonCallAsync(over!, Token);
        await office.PassAsync(ContactDesk.CallLease);
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ClaimCallAsync(call, "bob", Token));
        Assert.Equal(ContactState.Sent, (await office.Desk.FinishCallAsync(call, "ann", AttemptResult.Accepted, Token))!.Entry.State);
        Assert.Single((await office.Store.LoadAsync("c1", Token)).Ledger.Attempts);
    }

    [Fact]
    public async Task After_the_hours_a_call_that_goes_on_is_told_nobody_again_and_ends_as_whoever_has_it_says()
    {
        await using var office = new Office();
        var call = office.Customers.Propose("c1", RiskLevel.Critical);
        // 20:45 in Madrid.
        await office.PassAsync(TimeSpan.FromMinutes((8 * 60) + 45));
        await office.Desk.ClaimCallAsync(call, "ann", Token);
        await office.PassAsync(TimeSpan.FromMinutes(20));

        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ClaimCallAsync(call, "ann", Token));

        Assert.Contains("hours of contact are over", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ContactState.Sent, (await office.Desk.FinishCallAsync(call, "ann", AttemptResult.Accepted, Token))!.Entry.State);
    }

    [Fact]
    public async Task An_unanswered_call_comes_back_after_the_hours_of_the_policy()
    {
        await using var office = new Office();
        var call = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();
        await office.Desk.ClaimCallAsync(call, "ann", Token);

        await office.Desk.FinishCallAsync(call, "ann", AttemptResult.Unanswered, Token);
        Assert.Equal((ContactState.Waiting, ContactRule.UnansweredCall), await office.StateAsync(call));
        Assert.Empty(await office.Store.ReadOutboxAsync(ContactChannel.Phone, 10, Token));
        await office.PassAsync(TimeSpan.FromHours(4));

        Assert.Single(await office.Store.ReadOutboxAsync(ContactChannel.Phone, 10, Token));
        Assert.Equal(2, (await office.Desk.ClaimCallAsync(call, "ann", Token))!.AttemptNo);
    }

    [Fact]
    public async Task A_call_outside_of_contact_hours_is_not_given_out()
    {
        await using var office = new Office();
        var call = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();
        office.Customers.Present += TimeSpan.FromHours(10);

        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ClaimCallAsync(call, "ann", Token));

        Assert.Contains("contact_hours", refused.Message, StringComparison.Ordinal);
        Assert.Equal((ContactState.Waiting, ContactRule.ContactHours), await office.StateAsync(call));
    }

    [Fact]
    public async Task A_call_that_nobody_makes_expires()
    {
        await using var office = new Office();
        var call = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();

        await office.PassAsync(TimeSpan.FromHours(72));

        Assert.Equal((ContactState.Expired, ContactRule.Expiry), await office.StateAsync(call));
        Assert.Empty(await office.Store.ReadOutboxAsync(ContactChannel.Phone, 10, Token));
    }
}
