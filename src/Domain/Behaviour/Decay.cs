namespace PreDelinquency.Domain.Behaviour;

/// <summary>The weight of a past day in the baseline: halved every 90 days.</summary>
public static class Decay
{
    /// <summary>Days after which a day counts half.</summary>
    public const int HalfLifeDays = 90;

    /// <summary>The weight of one day more.</summary>
    public static readonly double PerDay = Math.Pow(2, -1.0 / HalfLifeDays);

    private static readonly double[] Powers = [.. Enumerable.Range(0, 1024).Select(k => Math.Pow(2, -(double)k / HalfLifeDays))];

    /// <summary>The weight of a day that lies so many days (0 or more) back.</summary>
    public static double Weight(int days) => days < Powers.Length ? Powers[days] : Math.Pow(2, -(double)days / HalfLifeDays);

    /// <summary>The sum of the weights of so many days, the first of which weighs 1; 0 for none.</summary>
    public static double TotalWeight(int days) => days <= 0 ? 0 : (1 - Weight(days)) / (1 - PerDay);
}
