namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>
/// The values that a feature can have, both ends among them. Immutable, and no part of
/// <see cref="FeatureCatalogue.Version"/>: the formula says the same.
/// </summary>
public sealed record FeatureRange
{
    /// <summary>A ratio of what cannot be less than nothing.</summary>
    public static readonly FeatureRange Ratio = Within(0, Formulas.LargestRatio);

    /// <summary>A part of a whole.</summary>
    public static readonly FeatureRange Share = Within(0, 1);

    /// <summary>A gap between amounts, in months of usual outflow.</summary>
    public static readonly FeatureRange Gap = Within(-5, 5);

    /// <summary>The same of amounts that are part of the outflow: usually they are no more than all of it.</summary>
    public static readonly FeatureRange GapOfPart = Within(-1, 5);

    // Sums of days that fade are rounded: a share that is whole may come to a little more.
    private const double Rounding = 1e-9;

    // What is usual is told rounded, and moves by a part of itself from day to day, while somebody still looks at yesterday's.
    private const double UsualRounding = 0.1;

    private const double Shown = 10_000;

    private FeatureRange(double least, double most) => (Least, Most) = (least, most);

    /// <summary>In the feature's unit.</summary>
    public double Least { get; }

    /// <summary>In the feature's unit.</summary>
    public double Most { get; }

    /// <summary>Whether it has whole numbers alone.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>
    /// Of a feature that is what was observed less what is usual, the range of both; null for any other. What is usual for a
    /// customer then leaves a narrower range.
    /// </summary>
    public (double Least, double Most)? Observed { get; private init; }

    /// <summary>Whether what is observed, before what is usual is taken from it, is a whole number.</summary>
    public bool IsObservedWhole { get; private init; }

    // What is usual, where the values are whole numbers less that.
    private double? Usual { get; init; }

    /// <summary>From one value to another.</summary>
    public static FeatureRange Within(double least, double most) => new(least, most);

    /// <summary>The whole numbers from one to another.</summary>
    public static FeatureRange Whole(int least, int most) => new(least, most) { IsWhole = true };

    /// <summary>How often something happened within some days: no more than a day's totals can hold.</summary>
    public static FeatureRange CountOver(int days) => Whole(0, days * DayCell.LargestCount);

    /// <summary>How often something usually happens within some days.</summary>
    public static FeatureRange UsualCountOver(int days) => Within(0, days * DayCell.LargestCount);

    /// <summary>How often something happened within some days, less how often it usually does.</summary>
    public static FeatureRange ExcessOver(int days) => DifferenceWithin(0, days * DayCell.LargestCount) with { IsObservedWhole = true };

    /// <summary>Observed less usual, each within the bounds.</summary>
    public static FeatureRange DifferenceWithin(double least, double most) => new(least - most, most - least) { Observed = (least, most) };

    /// <summary>The range where it is known what is usual: a customer who never pays late cannot pay less often late.</summary>
    /// <param name="usual">In the feature's unit; NaN where it is not known.</param>
    public FeatureRange For(double usual) =>
        Observed is { } observed && !double.IsNaN(usual) ? new(observed.Least - usual, observed.Most - usual) { Usual = IsObservedWhole ? usual : null } : this;

    /// <summary>Whether a value lies in it, but for rounding; NaN, which is not known, does not.</summary>
    public bool Contains(double value) =>
        value >= Least - RoundingOf(Least) && value <= Most + RoundingOf(Most)
        && !(IsWhole && PartOf(value) > Rounding) && !(Usual is { } usual && PartOf(value + usual) > UsualRounding);

    /// <summary>In words, like <c>from -5 to 5</c>; culture-invariant. Ends of many digits are rounded inwards, so that what is told is taken.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{(IsWhole ? "a whole number " : Usual is { } usual ? $"a whole number less {usual:0.####}, " : "")}from {Upwards(Least)} to {Downwards(Most)}");

    private double RoundingOf(double end) => Usual is null ? Rounding * Math.Max(Math.Abs(end), 1) : UsualRounding;

    private static double PartOf(double value) => Math.Abs(value - Math.Round(value));

    // Adding 0 makes -0 into 0.
    private static double Upwards(double value) => (Math.Ceiling(value * Shown) / Shown) + 0.0;

    private static double Downwards(double value) => (Math.Floor(value * Shown) / Shown) + 0.0;
}
