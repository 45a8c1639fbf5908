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

    /// <summary>
    /// Whether it is a habit itself, of the baseline alone, or holds something of all history. What happened once fades or is
    /// counted and never is gone, so how such a feature is spread over customers depends on how long their histories are.
    /// </summary>
    public bool IsHabit => NeverForgets || (Windows.Split(", ") is var windows && (windows.Contains("all history") || windows.All(window => window == "baseline")));

    /// <summary>
    /// Whether it holds something of all history though its windows do not say so: a kind of bill that ended, a loan that was
    /// repaid, stays overdue against its own rhythm. No part of <see cref="FeatureCatalogue.Version"/>.
    /// </summary>
    public bool NeverForgets { get; init; }

    /// <summary>The formula in words; docs/features.md explains its terms.</summary>
    public required string Formula { get; init; }

    /// <summary>The values that the formula can lead to, in <see cref="Unit"/>.</summary>
    public required FeatureRange Range { get; init; }

    /// <summary>Said where the value lies within <see cref="Tolerance"/> of <see cref="Neutral"/>; null to say <see cref="WhenBelow"/>.</summary>
    public string? AsUsual { get; init; }

    /// <summary>Said where the value lies above <see cref="Neutral"/>.</summary>
    public required string WhenAbove { get; init; }

    /// <summary>Said where the value lies at or below <see cref="Neutral"/>.</summary>
    public required string WhenBelow { get; init; }

    /// <summary>Said instead of <see cref="WhenBelow"/> where the value lies below both 0 and <see cref="Neutral"/>.</summary>
    public string? WhenNegative { get; init; }

    /// <summary>On which side a value is a sign of trouble by itself.</summary>
    public AdverseSide Adverse { get; init; }

    /// <summary>The value while the customer behaves as usual.</summary>
    public double Neutral { get; init; }

    /// <summary>How far from <see cref="Neutral"/> a value still counts as usual.</summary>
    public double Tolerance { get; init; }

    /// <summary>What somebody can do about it; no part of <see cref="FeatureCatalogue.Version"/>.</summary>
    public required FeatureAction Action { get; init; }

    public required FeatureFormula Compute { get; init; }

    /// <summary>Whether a value lies within <see cref="Tolerance"/> of <see cref="Neutral"/>; what is not known does not.</summary>
    public bool IsUsual(double value) => Math.Abs(value - Neutral) <= Tolerance;

    /// <summary>
    /// Whether a value is a sign of trouble by itself: known, not as usual, and on the <see cref="Adverse"/> side. Another may
    /// raise the risk by what it means beside the other values.
    /// </summary>
    public bool IsTelling(double value) => !double.IsNaN(value) && !IsUsual(value) && Adverse switch
    {
        AdverseSide.Above => value > Neutral,
        AdverseSide.Below => value < Neutral,
        _ => true,
    };

    /// <summary>Whether a value is a sign of trouble that a lever is there to change.</summary>
    public bool IsActionable(double value) =>
        double.IsFinite(value) && IsTelling(value) && Action.From is { } side && (side == AdverseSide.Above) == (value > Neutral);

    /// <summary>The plain sentence for a reading.</summary>
    public string Explain(Reading reading)
    {
        if (double.IsNaN(reading.Value))
            return $"Not enough is known yet about {Subject()}.";
        var text = IsUsual(reading.Value) ? AsUsual ?? WhenBelow
            : reading.Value > Neutral ? WhenAbove
            : reading.Value < 0 ? WhenNegative ?? WhenBelow
            : WhenBelow;
        if (double.IsNaN(reading.Usual) && text.Contains("{usual}", StringComparison.Ordinal))
            text = WithoutUsual(text);
        var percent = double.IsNaN(reading.Usual) && Unit == "ratio" ? Math.Abs(reading.Value - 1) * 100
            : reading.Usual > 0 ? Math.Abs((reading.Observed / reading.Usual) - 1) * 100 : double.NaN;
        return text
            .Replace("{observed}", Number(reading.Observed), StringComparison.Ordinal)
            .Replace("{usual}", Number(reading.Usual), StringComparison.Ordinal)
            .Replace("{value}", Number(Math.Abs(reading.Value)), StringComparison.Ordinal)
            .Replace("{share}", $"{Math.Abs(reading.Value) * 100:0}%", StringComparison.Ordinal)
            .Replace("{percent}", double.IsNaN(percent) ? "far" : percent > 999 ? "more than 10 times" : $"{percent:0}%", StringComparison.Ordinal)
            .Replace(" 0 days ago", " today", StringComparison.Ordinal)
            .Replace(" 1 days", " 1 day", StringComparison.Ordinal);
    }

    // A bare value, of a what-if, has no amounts to compare: the part in parentheses goes, or all of it.
    private string WithoutUsual(string text)
    {
        var (open, close) = (text.IndexOf(" (", StringComparison.Ordinal), text.IndexOf(')', StringComparison.Ordinal));
        if (open > 0 && close > open)
            text = text.Remove(open, close + 1 - open);
        return text.Contains("{usual}", StringComparison.Ordinal)
            ? $"With {Subject()} at {{value}} ({Unit}) instead of {Number(Neutral)}."
            : text;
    }

    /// <summary>The name in words, without windows and shapes.</summary>
    private string Subject() => string.Join(' ', Name.Split('_').Where(word => !char.IsAsciiDigit(word[0]) && word is not ("ratio" or "change" or "gap" or "share" or "trend" or "usual")));

    // Adding 0 makes -0 into 0.
    private static string Number(double value) =>
        double.IsNaN(value) ? "nothing known" : Math.Abs(value) >= 100 ? value.ToString("#,0") : (Math.Round(value, 2) + 0.0).ToString("0.##");
}
