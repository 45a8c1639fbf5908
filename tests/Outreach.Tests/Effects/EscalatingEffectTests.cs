using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Tests.Effects;

/// <summary>
/// What an experiment says where episodes escalate, through the real rules: whoever is helped in time has no second proposal, so that later
/// ones are of other people among the contacted than among the held out.
/// </summary>
public sealed class EscalatingEffectTests(EscalatingWorld world) : IClassFixture<EscalatingWorld>
{
    [Fact]
    public void Episodes_escalate_and_less_often_where_they_were_helped()
    {
        var (contacted, heldOut) = (world.Escalations(heldOut: false), world.Escalations(heldOut: true));
        Assert.InRange(contacted, 50, heldOut - 10);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(RiskLevel.Medium)]
    [InlineData(RiskLevel.High)]
    public void Estimates_hold_the_truth_as_often_as_they_say(RiskLevel? level)
    {
        var truth = world.TruthOf(level);
        Assert.InRange(truth, 0.05, 0.4);
        AssertCovered(truth, Effects(level).Select(effect => (effect.Uplift, effect.Low, effect.High)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(RiskLevel.Medium)]
    public void So_do_those_of_whom_anything_reached_whichever_contact_carried_it(RiskLevel? level)
    {
        var (byAny, byFirst) = world.Reached();
        Assert.InRange(byAny, byFirst + 0.05, 0.8);
        var effects = Effects(level);
        // Of an uplift that is divided by the share reached, chance is too.
        AssertCovered(world.TruthOfReached(level), effects.Select(effect => (effect.UpliftOfReached, effect.UpliftOfReachedLow, effect.UpliftOfReachedHigh)), tolerance: 0.04);
        Assert.All(effects, effect => Assert.Equal(0, effect.HeldOutReached));
    }

    /// <summary>What the window is for: a first proposal that waits gives way to the next level, whose message helps too.</summary>
    [Fact]
    public void Were_the_first_contact_alone_counted_help_would_seem_larger_than_it_is()
    {
        // Those proposed help at MEDIUM are few, so that it takes many experiments to tell chance from the rest.
        var numbers = Enumerable.Range(0, 4 * EscalatingWorld.Experiments).ToList();
        var counted = numbers.Average(number => OfReached(world.Experiment(number)));
        var naive = numbers.Average(number => OfReached(world.Experiment(number, choose: FirstAlone)));

        var truth = world.TruthOfReached(RiskLevel.Medium);
        Assert.Equal(truth, counted, 0.02);
        Assert.InRange(naive, truth + 0.03, 1);

        static double OfReached(EffectReport report) => Of(report, RiskLevel.Medium).UpliftOfReached!.Value;

        static IReadOnlyCollection<EffectUnit> FirstAlone(IEnumerable<ContactRecord> contacts) =>
            [.. contacts.Where(contact => contact.IsEligible).GroupBy(contact => contact.Proposal.CustomerId).Select(own => Alone(own.First()))];
    }

    [Fact]
    public void Where_nobody_is_helped_hardly_any_experiment_says_so()
    {
        var wrong = Enumerable.Range(0, EscalatingWorld.Experiments).Count(number => world.Experiment(number, helps: false).All is { Verdict: EffectVerdict.Helps or EffectVerdict.Harms });
        Assert.InRange(wrong, 0, 3);
    }

    /// <summary>What <see cref="EffectSample"/> is for: at HIGH, which many reach only after help at MEDIUM failed, a third of the help would be lost from sight.</summary>
    [Fact]
    public void Were_every_proposal_counted_help_would_seem_smaller_than_it_is()
    {
        var naive = Enumerable.Range(0, EscalatingWorld.Experiments)
            .Average(number => Of(world.Experiment(number, choose: contacts => [.. contacts.Where(contact => contact.IsEligible).Select(Alone)]), RiskLevel.High).Uplift!.Value);

        Assert.InRange(naive, 0, world.TruthOf(RiskLevel.High) - 0.05);
    }

    private static EffectUnit Alone(ContactRecord contact) => EffectUnit.Of(contact, contact.Sent!);

    private List<Effect> Effects(RiskLevel? level) => [.. Enumerable.Range(0, EscalatingWorld.Experiments).Select(number => Of(world.Experiment(number), level))];

    private static Effect Of(EffectReport report, RiskLevel? level) => level is { } one ? report.ByLevel.Single(effect => string.Equals(effect.Group, one.ToString(), StringComparison.OrdinalIgnoreCase)) : report.All;

    private static void AssertCovered(double truth, IEnumerable<(double? Value, double? Low, double? High)> estimates, double tolerance = 0.02)
    {
        var all = estimates.ToList();
        // 95% of 60 are 57; fewer than 52 have a chance of 1%.
        Assert.InRange(all.Count(estimate => estimate.Low <= truth && truth <= estimate.High), 52, EscalatingWorld.Experiments);
        Assert.Equal(truth, all.Average(estimate => estimate.Value!.Value), tolerance);
    }
}
