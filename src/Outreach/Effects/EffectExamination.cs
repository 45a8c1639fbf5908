using PreDelinquency.Domain.Transactions;
using PreDelinquency.Monitoring;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Effects;

/// <summary>
/// Compares those who were assigned to be contacted with those who were held out, like with like: a stratum is a level and the share that
/// was held out at it, and the held out of each count as much as its contacted do (direct standardisation), as otherwise arms would differ
/// by who is in them. Shares are Wilson's, with customers as clusters; differences are combined of both (<see cref="Share.Less"/>). Pure.
/// </summary>
public static class EffectExamination
{
    /// <param name="assigned">Of one customer any number; a customer is held out at a level or not, and stays so. Compared are those whose outcome is known.</param>
    /// <param name="policy">Says what contacts cost and save.</param>
    public static EffectReport Of(IReadOnlyCollection<EffectUnit> assigned, ContactPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(assigned);
        ArgumentNullException.ThrowIfNull(policy);
        List<EffectUnit> units = [.. assigned.Where(unit => unit.PaidOnTime is not null)];
        var economics = policy.Economics;
        var (levels, drivers) = (By(unit => unit.Level, level => level.ToString().ToUpperInvariant()), By(unit => unit.Driver, WireNames<Domain.Interventions.Driver>.Of));
        var channels = By(unit => unit.Channel, channel => channel is { } known ? WireNames<Domain.Interventions.ContactChannel>.Of(known) : null);
        var templates = By(unit => unit.TemplateId, template => template);
        var groups = 1 + levels.Count + drivers.Count + channels.Count + templates.Count;
        return new EffectReport(
            Compare(("all", units)),
            [.. levels.Select(Compare)],
            [.. drivers.Select(Compare)],
            [.. channels.Select(Compare)],
            [.. templates.Select(Compare)],
            [.. assigned.GroupBy(unit => unit.Level).OrderBy(own => own.Key).Select(own => HoldoutBalance.Of(own.Key, [.. own]))],
            assigned.Count - units.Count,
            economics.Confidence);

        List<(string Name, IReadOnlyCollection<EffectUnit> Units)> By<T>(Func<EffectUnit, T> group, Func<T, string?> name) =>
            [.. units.GroupBy(group).Where(own => name(own.Key) is not null).OrderBy(own => own.Key).Select(own => (name(own.Key)!, (IReadOnlyCollection<EffectUnit>)[.. own]))];

        Effect Compare((string Name, IReadOnlyCollection<EffectUnit> Units) group) => EffectExamination.Compare(group.Name, group.Units, economics, groups);
    }

    /// <param name="group">Its name.</param>
    /// <param name="all">Its proposals.</param>
    /// <param name="economics">What is asked for.</param>
    /// <param name="groups">How many are looked at beside each other: what is said must be clearer where one of many may seem to show it.</param>
    private static Effect Compare(string group, IReadOnlyCollection<EffectUnit> all, Economics economics, int groups)
    {
        var z = NormalQuantile.Of((1 + economics.Confidence) / 2);
        var strata = all.GroupBy(StratumOf).Where(own => own.Select(unit => unit.HeldOut).Distinct().Count() == 2)
            .ToDictionary(own => own.Key, own => own.Count(unit => !unit.HeldOut) / (double)own.Count(unit => unit.HeldOut));
        // A stratum with one arm alone says nothing of a difference.
        List<EffectUnit> units = strata.Count == 0 ? [.. all] : [.. all.Where(unit => strata.ContainsKey(StratumOf(unit)))];
        var contacted = EffectArm.Of([.. units.Where(unit => !unit.HeldOut)], _ => 1, z);
        var heldOut = EffectArm.Of([.. units.Where(unit => unit.HeldOut)], WeightOf, z);
        var sent = units.Where(unit => !unit.HeldOut).SelectMany(unit => unit.Sent).ToList();
        var cost = sent.Sum(message => economics.CostPerContact[message.Channel]);
        var (reached, forCertain, heldOutReached) = (ShareOf(false, unit => unit.IsReached), ShareOf(false, unit => unit.IsReachedForCertain), ShareOf(true, unit => unit.IsReached));
        if (contacted.Independent is not { } treated || heldOut.Independent is not { } control)
            return new Effect(group, contacted, heldOut, reached, forCertain, heldOutReached, null, null, null, null, null, null, null, null, sent.Count, cost, null, null, null, EffectVerdict.NotComparable);

        var uplift = treated.Value - control.Value;
        var (low, high) = treated.Less(control, z);
        var needed = SampleSize.Of(contacted, heldOut, economics);
        var (worst, best) = treated.Less(control, SequentialQuantile.Of((1 - economics.Confidence) / groups, treated.All + control.All, SampleSize.Independent(contacted, heldOut, economics)));
        return new Effect(
            group,
            contacted,
            heldOut,
            reached,
            forCertain,
            heldOutReached,
            uplift,
            low,
            high,
            OfReached(uplift),
            OfReached(low),
            OfReached(high),
            needed,
            Math.Max(0, needed - units.Count),
            sent.Count,
            cost,
            Saved(uplift),
            Saved(low),
            Saved(high),
            best < 0 ? EffectVerdict.Harms : worst > 0 ? EffectVerdict.Helps : EffectVerdict.Unclear);

        double? OfReached(double share) => reached - heldOutReached is { } more and > 0 ? share / more : null;

        double? ShareOf(bool heldOut, Func<EffectUnit, bool> has)
        {
            var own = units.Where(unit => unit.HeldOut == heldOut).Select(unit => (Has: has(unit), Weight: heldOut ? WeightOf(unit) : 1)).ToList();
            return own.Count == 0 ? null : own.Where(one => one.Has).Sum(one => one.Weight) / own.Sum(one => one.Weight);
        }

        double WeightOf(EffectUnit unit) => strata.GetValueOrDefault(StratumOf(unit), 1);

        // Where nothing was sent, nothing was saved by it.
        decimal? Saved(double share) =>
            sent.Count == 0 ? null : (decimal)(share * contacted.Proposals) * economics.DefaultGivenMissed * economics.LossGivenDefault * economics.ExposureAtDefault;
    }

    private static (Domain.Risk.RiskLevel Level, double HoldoutShare) StratumOf(EffectUnit unit) => (unit.Level, unit.HoldoutShare);
}
