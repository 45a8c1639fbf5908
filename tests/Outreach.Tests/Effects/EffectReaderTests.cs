using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Policies;
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

    private static async Task<EffectReport> ReadAsync(Office office)
    {
        using var reader = new EffectReader(office.Store, office.Policy, office.Clock);
        return await reader.ReadAsync(Token);
    }
}
