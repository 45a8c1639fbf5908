using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Risk;

/// <summary>
/// The values that a feature could take instead of its present one, as far as they are not the same to the model: one per
/// threshold between the present value and the usual one. Only a feature that somebody may be advised to change,
/// and whose value is a sign of trouble, has any. Values are the roundest between two thresholds.
/// </summary>
internal sealed class FeatureSteps
{
    private const int MostDecimals = 12;

    private readonly int _thresholds;

    private FeatureSteps(double[] values, int thresholds) => (Values, _thresholds) = (values, thresholds);

    /// <summary>From the present value away from trouble.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The size of a choice: the share of the feature's thresholds that it passes; 0 for choice 0, the present value.</summary>
    public double Size(int choice) => choice / (double)_thresholds;

    /// <param name="feature">The feature.</param>
    /// <param name="thresholds">Its thresholds in the model, rising.</param>
    /// <param name="present">Its value; NaN where not known.</param>
    public static FeatureSteps Of(FeatureDefinition feature, IReadOnlyList<double> thresholds, double present)
    {
        var values = new List<double>();
        if (ChangeAdvice.IsAdvisable(feature, present))
        {
            if (present > feature.Neutral)
                Fall(thresholds, present, feature.Neutral, values);
            else
                Rise(thresholds, present, feature.Neutral, values);
        }

        return new FeatureSteps([.. values], thresholds.Count);
    }

    // A value that equals a threshold lies below it.
    private static void Fall(IReadOnlyList<double> thresholds, double present, double neutral, List<double> values)
    {
        for (var i = thresholds.Count - 1; i >= 0 && thresholds[i] >= neutral; i--)
        {
            if (thresholds[i] >= present)
                continue;
            var floor = i > 0 && thresholds[i - 1] >= neutral ? thresholds[i - 1] : Math.BitDecrement(neutral);
            values.Add(-RoundestAbove(-Math.BitIncrement(thresholds[i]), -Math.BitIncrement(floor)) + 0.0);
        }
    }

    private static void Rise(IReadOnlyList<double> thresholds, double present, double neutral, List<double> values)
    {
        for (var i = 0; i < thresholds.Count && thresholds[i] < neutral; i++)
        {
            if (thresholds[i] < present)
                continue;
            values.Add(RoundestAbove(thresholds[i], i + 1 < thresholds.Count ? Math.Min(thresholds[i + 1], neutral) : neutral));
        }
    }

    /// <summary>The number with the fewest decimals above one and at most the other, the closest to the first among those.</summary>
    private static double RoundestAbove(double low, double high)
    {
        for (var (decimals, scale) = (0, 1.0); decimals <= MostDecimals; decimals++, scale *= 10)
        {
            var value = Math.Ceiling(low * scale) / scale;
            if (value <= low)
                value = (Math.Ceiling(low * scale) + 1) / scale;
            if (value > low && value <= high)
                return value + 0.0;
        }

        return Math.BitIncrement(low);
    }
}
