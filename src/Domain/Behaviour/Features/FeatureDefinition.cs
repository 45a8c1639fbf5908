namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>
/// One feature, declared once: training, serving, documentation and explanations read this. In the sentences
/// <c>{observed}</c>, <c>{usual}</c>, <c>{value}</c>, <c>{share}</c> (the value in percent) and <c>{percent}</c> (the
/// change between observed and usual, without sign) are filled in.
/// </summary>
public sealed record FeatureDefinition
{
    /// <summary>snake_case, unique, stable.</summary>
    public required string Name { get; init; }

    public required FeatureFamily Family { get; init; }

    /// <summary>Unit of the value.</summary>
    public required string Unit { get; init; }

    /// <summary>The spans of days it looks at.</summary>
    public required string Windows { get; init; }

    /// <summary>The formula in words; docs/features.md explains its terms.</summary>
    public required string Formula { get; init; }

    /// <summary>Said where the value lies within <see cref="Tolerance"/> of <see cref="Neutral"/>; null to say <see cref="WhenBelow"/>.</summary>
    public string? AsUsual { get; init; }

    /// <summary>Said where the value lies above <see cref="Neutral"/>.</summary>
    public required string WhenAbove { get; init; }

    /// <summary>Said where the value lies at or below <see cref="Neutral"/>.</summary>
    public required string WhenBelow { get; init; }

    /// <summary>The value while the customer behaves as usual.</summary>
    public double Neutral { get; init; }

    /// <summary>How far from <see cref="Neutral"/> a value still counts as usual.</summary>
    public double Tolerance { get; init; }

    public required FeatureFormula Compute { get; init; }

    /// <summary>Whether a value lies within <see cref="Tolerance"/> of <see cref="Neutral"/>; what is not known does not.</summary>
    public bool IsUsual(double value) => Math.Abs(value - Neutral) <= Tolerance;

    /// <summary>The plain sentence for a reading.</summary>
    public string Explain(Reading reading)
    {
        if (double.IsNaN(reading.Value))
            return $"Not enough is known yet about {Name.Replace('_', ' ')}.";
        var text = IsUsual(reading.Value) ? AsUsual ?? WhenBelow
            : reading.Value > Neutral ? WhenAbove
            : WhenBelow;
        var percent = reading.Usual > 0 ? Math.Abs((reading.Observed / reading.Usual) - 1) * 100 : double.NaN;
        return text
            .Replace("{observed}", Number(reading.Observed), StringComparison.Ordinal)
            .Replace("{usual}", Number(reading.Usual), StringComparison.Ordinal)
            .Replace("{value}", Number(Math.Abs(reading.Value)), StringComparison.Ordinal)
            .Replace("{share}", $"{Math.Abs(reading.Value) * 100:0}%", StringComparison.Ordinal)
            .Replace("{percent}", double.IsNaN(percent) ? "far" : percent > 999 ? "more than 10 times" : $"{percent:0}%", StringComparison.Ordinal);
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "nothing known" : Math.Abs(value) >= 100 ? value.ToString("#,0") : value.ToString("0.##");
}
