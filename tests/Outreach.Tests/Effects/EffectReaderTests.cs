using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Tests.Running;

namespace PreDelinquency.Outreach.Tests.Effects;

/// <summary>Which proposals count.</summary>
public sealed class EffectReaderTests
{
    private const int Customers = 40;

    private readonly Provider _sms = new(ContactChannel.Sms);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_each_customer_counts_the_first_proposal_that_could_have_been_sent_held_out_or_not()
    {
        await using var office = new Office(HalfHeldOut, _sms);
        for (var i = 0; i < Customers; i++)
        {
            if (i % 2 == 0)
                await office.Desk.SuppressAsync($"c{i}", SuppressionReason.Deceased, new("bank"), Token);
            office.Customers.Propose($"c{i}");
        }

        await office.PassAsync(TimeSpan.FromMinutes(1));
        for (var i = 0; i < Customers; i++)
            office.Customers.Propose($"c{i}", RiskLevel.Critical);
        await office.PassAsync(TimeSpan.FromDays(20));
        Assert.Equal(Customers / 2, (await ReadAsync(office)).Waiting);
        // The books go on.
        office.Payments.Missed.Add(new("c9", Category.Rent, new(2026, 5, 20), new(2026, 5, 24), Money.FromDecimal(500)));
        await office.PassAsync(TimeSpan.FromDays(20));
        await office.PassAsync(TimeSpan.FromDays(20));

        var report = await ReadAsync(office);
        var (contacted, heldOut) = (report.All.Contacted.Proposals, report.All.HeldOut.Proposals);
        Assert.Equal((Customers / 2, 0), (contacted + heldOut, report.Waiting));
        Assert.InRange(heldOut, 1, (Customers / 2) - 1);
        Assert.Equal(["HIGH"], report.ByLevel.Select(effect => effect.Group));
        Assert.Equal(contacted, report.All.Messages);
    }

    [Fact]
    public async Task What_follows_a_proposal_that_waits_for_the_morning_counts_for_it()
    {
        await using var office = new Office(HalfHeldOut, new Provider(ContactChannel.Email), _sms);
        await office.PassAsync(TimeSpan.FromHours(11));
        office.Customers.Level = RiskLevel.Medium;
        ProposeAll(office, RiskLevel.Medium);
        await office.PassAsync(TimeSpan.FromHours(2));
        office.Customers.Level = RiskLevel.High;
        ProposeAll(office, RiskLevel.High);
        await office.PassAsync(TimeSpan.FromHours(10));
        await office.RunAsync();

        var report = await SettledAsync(office);

        Assert.Equal((1, 0), (report.All.Reached, report.All.HeldOutReached));
        Assert.Equal((_sms.Handed.Count, _sms.Handed.Count), (report.All.Contacted.Proposals, report.All.Messages));
        Assert.Equal(0.05m * _sms.Handed.Count, report.All.Cost);
        Assert.NotNull(report.All.UpliftOfReached);
        // The first proposals were at MEDIUM.
        Assert.Equal(["MEDIUM"], report.ByLevel.Select(effect => effect.Group));
    }

    [Fact]
    public async Task What_is_in_doubt_may_have_reached_and_is_certain_once_it_is_delivered()
    {
        await using var office = new Office(HalfHeldOut, _sms);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.InDoubt("the connection broke"));
        ProposeAll(office, RiskLevel.High);
        await office.RunAsync();
        Assert.Equal(ContactState.Failed, (await office.FindAsync(_sms.Handed[0].ContactId)).Entry.State);
        await office.Desk.RecordOutcomeAsync(_sms.Handed[0].ContactId, ContactOutcome.Delivered, ContactChannel.Sms, new("provider"), Token);

        var all = (await SettledAsync(office)).All;

        Assert.Equal((_sms.Handed.Count, 1), (all.Messages, all.Reached));
        Assert.Equal(1.0 / _sms.Handed.Count, all.ReachedForCertain!.Value, 10);
    }

    [Fact]
    public async Task What_is_sent_after_the_days_that_count_is_left_out()
    {
        await using var office = new Office(HalfHeldOut, _sms);
        office.Customers.EpisodeOpenedOn = new(2026, 2, 1);
        ProposeAll(office, RiskLevel.High);
        await office.RunAsync();
        var sent = _sms.Handed.Count;
        // Another episode, on the last day that counts and on the next.
        await office.PassAsync(TimeSpan.FromDays(30));
        office.Customers.EpisodeOpenedOn = new(2026, 3, 31);
        office.Customers.Propose("c0");
        await office.RunAsync();
        await office.PassAsync(TimeSpan.FromDays(1));
        ProposeAll(office, RiskLevel.High);
        await office.RunAsync();
        Assert.True(_sms.Handed.Count > sent + 2);

        var report = await SettledAsync(office);

        Assert.InRange(report.All.Messages, sent, sent + 1);
        Assert.Equal(sent, report.All.Contacted.Proposals);
    }

    [Fact]
    public async Task A_missed_payment_counts_once_it_is_known_of_others_of_its_time_that_they_paid()
    {
        await using var office = new Office(HalfHeldOut, _sms);
        ProposeAll(office, RiskLevel.High);
        await office.RunAsync();
        office.Payments.Missed.Add(new("c9", Category.Rent, new(2026, 3, 5), new(2026, 3, 9), Money.FromDecimal(500)));
        await office.PassAsync(TimeSpan.FromDays(10));
        Assert.NotNull((await office.FindAsync("c9-i10")).PaymentOutcome);

        Assert.Equal(Customers, (await ReadAsync(office)).Waiting);
        Assert.Equal(0, (await SettledAsync(office)).Waiting);
    }

    [Fact]
    public async Task A_dry_run_counts_for_nothing()
    {
        await using var office = new Office(policy => HalfHeldOut(policy) with { Mode = OutreachMode.DryRun }, _sms);
        for (var i = 0; i < Customers; i++)
            office.Customers.Propose($"c{i}");
        for (var i = 0; i < 3; i++)
            await office.PassAsync(TimeSpan.FromDays(20));

        var report = await ReadAsync(office);

        Assert.Equal((0, 0, 0), (report.All.Contacted.Proposals, report.All.HeldOut.Proposals, report.Waiting));
    }

    private static ContactPolicy HalfHeldOut(ContactPolicy policy) => policy with { Levels = policy.Levels.ToDictionary(level => level.Key, level => level.Value with { HoldoutPercent = 50 }) };

    private static void ProposeAll(Office office, RiskLevel level)
    {
        for (var i = 0; i < Customers; i++)
            office.Customers.Propose($"c{i}", level);
    }

    /// <summary>Once the books have gone on, and it is known what became of all payments.</summary>
    private static async Task<EffectReport> SettledAsync(Office office)
    {
        office.Payments.Missed.Add(new("c7", Category.Rent, new(2026, 5, 20), new(2026, 5, 24), Money.FromDecimal(500)));
        for (var i = 0; i < 3; i++)
            await office.PassAsync(TimeSpan.FromDays(20));
        return await ReadAsync(office);
    }

    private static async Task<EffectReport> ReadAsync(Office office)
    {
        using var reader = new EffectReader(office.Store, office.Policy, office.Clock);
        return await reader.ReadAsync(Token);
    }
}
