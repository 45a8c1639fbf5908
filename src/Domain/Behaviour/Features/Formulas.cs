namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>The few shapes that most features share. Trees split the same on a ratio as on its logarithm, so none is taken.</summary>
internal static class Formulas
{
    /// <summary>Largest ratio that is told apart.</summary>
    public const double LargestRatio = 50;

    /// <summary>(observed + d) / (usual + d), d being 2% of the usual outflow, at most 50.</summary>
    public static Reading Ratio(in BehaviourView view, double observed, double usual) =>
        new(Math.Min((observed + view.Damper) / (usual + view.Damper), LargestRatio), observed, usual);

    /// <summary>The sum of a set over 7 days.</summary>
    public static double Sum7(in BehaviourView view, MeasureSet set) => set == MeasureSets.Outflow ? view.Outflow7 : set.Of(view.Sum7);

    /// <summary>The sum of a set over 30 days.</summary>
    public static double Sum30(in BehaviourView view, MeasureSet set) => set == MeasureSets.Outflow ? view.Outflow30 : set.Of(view.Sum30);

    /// <summary>The usual sum of a set over 30 days.</summary>
    public static double UsualSum(in BehaviourView view, MeasureSet set) => set == MeasureSets.Outflow ? view.UsualOutflow : set.Of(view.UsualSum);

    /// <summary><see cref="Ratio"/> of a set over 30 days.</summary>
    public static Reading Ratio30(in BehaviourView view, MeasureSet set) => Ratio(view, Sum30(view, set), UsualSum(view, set));

    /// <summary><see cref="Ratio"/> of a measure over 30 days.</summary>
    public static Reading Ratio30(in BehaviourView view, Measure measure) => Ratio(view, view.Sum30[(int)measure], view.UsualSum[(int)measure]);

    /// <summary><see cref="Ratio"/> of a set over 7 days against 7/30 of the usual 30.</summary>
    public static Reading Ratio7(in BehaviourView view, MeasureSet set) => Ratio(view, Sum7(view, set), UsualSum(view, set) * (7.0 / 30));

    /// <summary>(observed + 1) / (usual + 1) of counts or days, at most 50.</summary>
    public static Reading CountRatio(double observed, double usual) => new(Math.Min((observed + 1) / (usual + 1), LargestRatio), observed, usual);

    /// <summary>(observed − usual) / usual outflow over 30 days, within ±5.</summary>
    public static Reading Share30(in BehaviourView view, Measure measure) => Gap(view, view.Sum30[(int)measure], view.UsualSum[(int)measure]);

    /// <summary>(observed − usual) / usual outflow, within ±5.</summary>
    public static Reading Gap(in BehaviourView view, double observed, double usual) =>
        new(Math.Clamp((observed - usual) * view.PerUsualOutflow, -5, 5), observed, usual);

    /// <summary>Count over 30 days minus the usual count.</summary>
    public static Reading Excess30(in BehaviourView view, Measure measure)
    {
        var (observed, usual) = (view.Count30[(int)measure], view.UsualCount[(int)measure]);
        return new Reading(observed - usual, observed, usual);
    }

    /// <summary>part / whole; NaN where the whole is nothing.</summary>
    public static double Quotient(double part, double whole) => whole > 0 ? part / whole : double.NaN;
}
