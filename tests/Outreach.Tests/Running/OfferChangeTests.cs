using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>Customers who begin to gamble after credit was put into words for them.</summary>
public sealed class OfferChangeTests
{
    private const string Credit = "waive_fee";
    private const string Support = "specialist_support";
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    private readonly Provider _sms = new(ContactChannel.Sms);
    private readonly Provider _email = new(ContactChannel.Email);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_approves_it_any_more_and_what_is_approved_then_is_what_goes(bool isEdited)
    {
        await using var office = new Office(policy => WithCredit(policy, approval: true), _sms);
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        var read = await office.FindAsync(id);
        if (isEdited)
            read = await office.Desk.EditAsync(id, "ann", null, null, read.Message!.Text.Replace("Hi Ana", "Dear Ana", StringComparison.Ordinal), Token);
        Assert.Equal(Credit, read!.OfferCode);
        Gamble(office);

        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ApproveAsync(id, "ann", read.Message!.Revision, Token));

        Assert.Contains("read it again", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ContactState.AwaitingApproval, (await office.StateAsync(id)).State);
        await office.ApproveAsync(id, "ann");
        await office.RunAsync();
        var handed = Assert.Single(_sms.Handed);
        Assert.Equal(Support, handed.OfferCode);
        Assert.NotEqual(read.Message!.Text, handed.Text);
        var sent = await office.FindAsync(id);
        Assert.Equal((Support, null), (sent.OfferCode, sent.EditedBy));
        var attempt = (await office.Store.ReadAuditAsync(id, Token)).Last(e => e.Kind == "decision").Body!;
        Assert.Contains($"\"offer_code\":\"{Support}\"", attempt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_approved_before_is_approved_again()
    {
        await using var office = new Office(policy => WithCredit(policy, approval: true), _sms);
        var id = office.Customers.Propose("c1");
        // 22:00 in Madrid.
        await office.PassAsync(TimeSpan.FromHours(10));
        await office.ApproveAsync(id, "ann");
        Assert.Equal((ContactState.Waiting, ContactRule.ContactHours), await office.StateAsync(id));
        Gamble(office);

        await office.PassAsync(TimeSpan.FromHours(12));

        Assert.Equal((ContactState.AwaitingApproval, ContactRule.Approval), await office.StateAsync(id));
        Assert.Equal(Support, (await office.FindAsync(id)).Message!.OfferCode);
        Assert.Empty(_sms.Handed);
    }

    [Fact]
    public async Task What_was_not_taken_goes_by_the_next_channel_with_what_may_be_offered()
    {
        await using var office = new Office(policy => WithCredit(policy), _sms, _email);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("down", null));
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        Assert.Equal(Credit, Assert.Single(_sms.Handed).OfferCode);
        Gamble(office);

        await office.PassAsync(Retry);
        await office.RunAsync();

        Assert.Equal(ContactState.Sent, (await office.StateAsync(id)).State);
        Assert.Equal((1, Support), (_sms.Handed.Count, Assert.Single(_email.Handed).OfferCode));
    }

    [Fact]
    public async Task What_may_have_gone_is_repeated_no_more()
    {
        await using var office = new Office(policy => WithCredit(policy), _sms, _email);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unconfirmed("no answer", null));
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        Gamble(office);

        await office.PassAsync(Retry);

        Assert.Equal((ContactState.Failed, ContactRule.UsableChannel), await office.StateAsync(id));
        Assert.Equal((1, 0), (_sms.Handed.Count, _email.Handed.Count));
        Assert.Equal(Credit, (await office.FindAsync(id)).OfferCode);
    }

    private static void Gamble(Office office)
    {
        Assert.True(FeatureCatalogue.TryIndexOf("gambling_30d", out var index));
        office.Customers.Features[index] = 500;
    }

    private static ContactPolicy WithCredit(ContactPolicy policy, bool approval = false) => policy with
    {
        Levels = policy.Levels.ToDictionary(level => level.Key, level => level.Value with { Approval = approval && level.Key == RiskLevel.High }),
        Offers = new OfferTable(policy.Offers.ByDriver.ToDictionary(o => o.Key, o => o.Key == Driver.IncomeLate ? new Offer(Credit, OfferKind.Credit) : o.Value)),
    };
}
