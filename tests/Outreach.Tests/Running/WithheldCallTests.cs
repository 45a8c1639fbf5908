using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>Calls that an agent has when bank or customer say that there be none.</summary>
public sealed class WithheldCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ContactRule.Suppression, "deceased")]
    [InlineData(ContactRule.Objection, "c1-o3")]
    [InlineData(ContactRule.OptOut, "yes")]
    [InlineData(ContactRule.Consent, "no")]
    public async Task Number_and_words_are_told_nobody_any_more_and_who_gives_the_call_back_ends_it(ContactRule rule, string value)
    {
        await using var office = new Office();
        var call = await ClaimAsync(office);
        Assert.Null(await WithheldByAsync(office, call));

        await ForbidAsync(office, rule);

        var reason = await WithheldByAsync(office, call);
        Assert.Equal((rule, value), (reason!.Rule, reason.Value));
        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ClaimCallAsync(call, "ann", Token));
        Assert.Contains("not allow this call any more", refused.Message, StringComparison.Ordinal);
        var released = await office.Desk.ReleaseCallAsync(call, "ann", Token);
        Assert.False(released!.Entry is { IsOpen: true, Channel: ContactChannel.Phone });
        Assert.Empty(await office.Store.ReadOutboxAsync(ContactChannel.Phone, 10, Token));
    }

    [Fact]
    public async Task What_came_of_a_call_that_was_made_before_is_told_all_the_same()
    {
        await using var office = new Office();
        var call = await ClaimAsync(office);
        await office.Desk.ObjectAsync("c1", "Do not call me.", null, Token);

        var done = await office.Desk.FinishCallAsync(call, "ann", AttemptResult.Accepted, Token);

        Assert.Equal(ContactState.Sent, done!.Entry.State);
        Assert.Equal(["Sent by phone"], await office.OutcomesAsync(call));
    }

    [Fact]
    public async Task What_does_not_forbid_it_withholds_no_call_and_one_that_is_lifted_gives_it_back()
    {
        await using var office = new Office(policy => policy with { BlockingSuppressions = [SuppressionReason.Deceased] });
        var call = await ClaimAsync(office);

        await office.Desk.SuppressAsync("c1", SuppressionReason.InDispute, new("branch"), Token);
        await office.Desk.OptOutAsync("c1", [ContactChannel.Email], new("branch"), Token);
        Assert.Null(await WithheldByAsync(office, call));
        await office.Desk.SuppressAsync("c1", SuppressionReason.Deceased, new("branch"), Token);
        Assert.NotNull(await WithheldByAsync(office, call));
        await office.Desk.UnsuppressAsync("c1", SuppressionReason.Deceased, new("branch"), Token);

        Assert.Null(await WithheldByAsync(office, call));
        Assert.Equal("+34600000000", (await office.Desk.ClaimCallAsync(call, "ann", Token))!.Address);
    }

    [Fact]
    public async Task Of_whom_nothing_can_be_read_no_call_is_made_and_others_are()
    {
        await using var office = new Office();
        var (call, other) = (await ClaimAsync(office), office.Customers.Propose("c2", RiskLevel.Critical));
        await office.RunAsync();
        await office.Desk.ClaimCallAsync(other, "bob", Token);

        office.Customers.Damaged = "c1";

        Assert.Equal(ContactRule.Consent, (await WithheldByAsync(office, call))!.Rule);
        Assert.Null(await WithheldByAsync(office, other));
    }

    private static async Task<string> ClaimAsync(Office office)
    {
        var call = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();
        Assert.NotNull(await office.Desk.ClaimCallAsync(call, "ann", Token));
        return call;
    }

    private static async Task<RuleAnswer?> WithheldByAsync(Office office, string call) =>
        await office.Desk.WithholdAsync((await office.Store.ReadOutboxAsync(call, Token))!, Token);

    private static async Task ForbidAsync(Office office, ContactRule rule)
    {
        switch (rule)
        {
            case ContactRule.Suppression:
                await office.Desk.SuppressAsync("c1", SuppressionReason.Deceased, new("branch"), Token);
                break;
            case ContactRule.Objection:
                await office.Desk.ObjectAsync("c1", "Why me?", null, Token);
                break;
            case ContactRule.OptOut:
                await office.Desk.OptOutAsync("c1", [ContactChannel.Phone], new("branch"), Token);
                break;
            default:
                office.Customers.Profile = office.Customers.Profile! with { Consents = new Consents { Email = true, Sms = true, Phone = false } };
                break;
        }
    }
}
