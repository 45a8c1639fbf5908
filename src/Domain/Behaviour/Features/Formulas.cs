namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>The few shapes that most features share.</summary>
internal static class Formulas
{
    /// <summary>Largest size of a logarithm of a ratio: e⁴ is 55 times.</summary>
    private const double LargestChange = 4;

    /// <summary>ln((observed + d) / (usual + d)), d being 2% of the usual outflow, within ±4.</summary>
    public static Reading Change(in BehaviourView view, double observed, double usual)
    {
        var damping = BehaviourView.Damping * view.UsualOutflow;
        return new Reading(Math.Clamp(Math.Log((observed + damping) / (usual + damping)), -LargestChange, LargestChange), observed, usual);
    }

    /// <summary><see cref="Change"/> of a set over 30 days.</summary>
    public static Reading Change30(in BehaviourView view, MeasureSet set) => Change(view, set.Of(view.Sum30), set.Of(view.UsualSum));

    /// <summary><see cref="Change"/> of a measure over 30 days.</summary>
    public static Reading Change30(in BehaviourView view, Measure measure) => Change(view, view.Sum30[(int)measure], view.UsualSum[(int)measure]);

    /// <summary><see cref="Change"/> of a set over 7 days against 7/30 of the usual 30.</summary>
    public static Reading Change7(in BehaviourView view, MeasureSet set)
    {
        var (observed, usual) = (set.Of(view.Sum7), set.Of(view.UsualSum) * 7 / 30);
        return Change(view, observed, usual);
    }

    /// <summary>(observed − usual) / usual outflow over 30 days, within ±5.</summary>
    public static Reading Share30(in BehaviourView view, Measure measure)
    {
        var (observed, usual) = (view.Sum30[(int)measure], view.UsualSum[(int)measure]);
        return new Reading(Math.Clamp((observed - usual) / view.UsualOutflow, -5, 5), observed, usual);
    }

    /// <summary>Count over 30 days minus the usual count.</summary>
    public static Reading Excess30(in BehaviourView view, Measure measure)
    {
        var (observed, usual) = (view.Count30[(int)measure], view.UsualCount[(int)measure]);
        return new Reading(observed - usual, observed, usual);
    }

    /// <summary>ln((observed + 1) / (usual + 1)) of counts.</summary>
    public static Reading CountChange(double observed, double usual) => new(Math.Log((observed + 1) / (usual + 1)), observed, usual);

    /// <summary>(a − b) / usual outflow, within ±5.</summary>
    public static Reading Gap(in BehaviourView view, double observed, double usual) =>
        new(Math.Clamp((observed - usual) / view.UsualOutflow, -5, 5), observed, usual);

    /// <summary>part / whole; NaN where the whole is nothing.</summary>
    public static double Ratio(double part, double whole) => whole > 0 ? part / whole : double.NaN;
}
