using PreDelinquency.Domain.Transactions;
using PreDelinquency.Monitoring;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Effects;

/// <summary>
/// Compares those who were assigned to be contacted with those who were held out. Shares are Wilson's, with customers as clusters;
/// differences are combined of both (<see cref="Share.Less"/>). Pure.
/// </summary>
public static class EffectExamination
{
    /// <param name="units">Of one customer any number; a customer is held out at a level or not, and stays so.</param>
    /// <param name="waiting">Proposals whose outcome is not known yet.</param>
    /// <param name="policy">Says how many are held out, and what contacts cost and save.</param>
    public static EffectReport Of(IReadOnlyCollection<EffectUnit> units, int waiting, ContactPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(policy);
        var economics = policy.Economics;
        return new EffectReport(
            Compare("all", units, economics, groups: 1),
            By(unit => unit.Level, level => level.ToString().ToUpperInvariant()),
            By(unit => unit.Driver, WireNames<Domain.Interventions.Driver>.Of),
            By(unit => unit.Channel, channel => channel is { } known ? WireNames<Domain.Interventions.ContactChannel>.Of(known) : null),
            By(unit => unit.TemplateId, template => template),
            [.. units.GroupBy(unit => unit.Level).OrderBy(own => own.Key).Select(own => HoldoutBalance.Of(own.Key, [.. own], policy.Levels[own.Key].HoldoutPercent / 100))],
            waiting,
            economics.Confidence);

        List<Effect> By<T>(Func<EffectUnit, T> group, Func<T, string?> name)
        {
            var groups = units.GroupBy(group).Where(own => name(own.Key) is not null).OrderBy(own => own.Key).ToList();
            return [.. groups.Select(own => Compare(name(own.Key)!, [.. own], economics, groups.Count))];
        }
    }

    /// <param name="group">Its name.</param>
    /// <param name="units">Its proposals.</param>
    /// <param name="economics">What is asked for.</param>
    /// <param name="groups">How many are looked at beside each other: harm must be clearer where one of many may seem to do it.</param>
    private static Effect Compare(string group, IReadOnlyCollection<EffectUnit> units, Economics economics, int groups)
    {
        var z = NormalQuantile.Of((1 + economics.Confidence) / 2);
        var contacted = EffectArm.Of([.. units.Where(unit => !unit.HeldOut)], z);
        var heldOut = EffectArm.Of([.. units.Where(unit => unit.HeldOut)], z);
        var sent = units.Where(unit => unit.SentOn is not null).ToList();
        var cost = sent.Sum(unit => economics.CostPerContact[unit.SentOn!.Value]);
        double? reached = contacted.Proposals == 0 ? null : sent.Count / (double)contacted.Proposals;
        if (contacted.Independent is not { } treated || heldOut.Independent is not { } control)
            return new Effect(group, contacted, heldOut, reached, null, null, null, null, null, null, sent.Count, cost, null, null, null, EffectVerdict.NotComparable);

        var uplift = treated.Value - control.Value;
        var (low, high) = treated.Less(control, z);
        var needed = SampleSize.Of(contacted, heldOut, economics);
        var harm = treated.Less(control, SequentialQuantile.Of((1 - economics.Confidence) / groups, treated.All + control.All, SampleSize.Independent(contacted, heldOut, economics)));
        return new Effect(
            group,
            contacted,
            heldOut,
            reached,
            uplift,
            low,
            high,
            reached > 0 ? uplift / reached : null,
            needed,
            Math.Max(0, needed - units.Count),
            sent.Count,
            cost,
            Saved(uplift),
            Saved(low),
            Saved(high),
            harm.High < 0 ? EffectVerdict.Harms : low > 0 ? EffectVerdict.Helps : EffectVerdict.Unclear);

        decimal Saved(double share) =>
            (decimal)(share * contacted.Proposals) * economics.DefaultGivenMissed * economics.LossGivenDefault * economics.ExposureAtDefault;
    }
}
