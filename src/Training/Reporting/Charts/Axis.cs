namespace PreDelinquency.Training.Reporting.Charts;

/// <summary>An axis of a drawing.</summary>
/// <param name="Title">What it measures.</param>
/// <param name="Low">Value at its start.</param>
/// <param name="High">Value at its end, above <paramref name="Low"/>.</param>
/// <param name="Format">.NET format of the values at its ticks.</param>
internal sealed record Axis(string Title, double Low, double High, string Format)
{
    /// <summary>From 0 to 1.</summary>
    public static Axis Share(string title) => new(title, 0, 1, "0.0");

    /// <summary>An axis that holds all values, with a little room.</summary>
    public static Axis Around(string title, IEnumerable<double> values, string format)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        var room = high > low ? (high - low) * 0.05 : Math.Max(0.05, Math.Abs(high) * 0.05);
        return new Axis(title, low - room, high + room, format);
    }

    /// <summary>Where a value lies, 0 at the start and 1 at the end; what lies outside is put at the ends.</summary>
    public double Place(double value) => Math.Clamp((value - Low) / (High - Low), 0, 1);

    /// <summary>Round values along the axis, about five.</summary>
    public IEnumerable<double> Ticks()
    {
        var rough = (High - Low) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 });
        for (var n = Math.Ceiling((Low / step) - 1e-9); n * step <= High + (step * 1e-9); n++)
            yield return n * step;
    }
}
