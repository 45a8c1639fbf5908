namespace PreDelinquency.Gateway.Contracts;

/// <summary>One feature of the catalogue.</summary>
public sealed record FeatureDescription
{
    public required string Name { get; init; }

    /// <summary>What part of life it looks at, like <c>income</c>.</summary>
    public required string Family { get; init; }

    public required string Unit { get; init; }

    /// <summary>The spans of days it looks at.</summary>
    public required string Windows { get; init; }

    /// <summary>The formula in words.</summary>
    public required string Formula { get; init; }

    /// <summary>Said where the value lies above neutral.</summary>
    public required string WhenAbove { get; init; }

    /// <summary>Said where the value lies at or below neutral.</summary>
    public required string WhenBelow { get; init; }

    /// <summary>The value while the customer behaves as usual.</summary>
    public required double Neutral { get; init; }

    /// <summary>The least value that the formula can lead to, in the unit. A what-if under it is refused.</summary>
    public required double Least { get; init; }

    /// <summary>The largest value that the formula can lead to, in the unit. A what-if over it is refused.</summary>
    public required double Most { get; init; }

    /// <summary>Of a feature that is what was observed less what is usual, the least that can be observed: of a customer the value is at least this less the usual. Null of any other.</summary>
    public required double? LeastObserved { get; init; }

    /// <summary>The same for the most.</summary>
    public required double? MostObserved { get; init; }

    /// <summary>Whether the formula leads to whole numbers alone. A what-if between two of them is refused.</summary>
    public required bool Whole { get; init; }

    /// <summary>Whether what is observed is a whole number, of a feature that is that less what is usual: of a customer the value is a whole number less the usual, to a tenth, as the usual moves from day to day.</summary>
    public required bool WholeObserved { get; init; }

    /// <summary>Whether the customer or a bank can change it, and may be advised to.</summary>
    public required bool Actionable { get; init; }

    /// <summary>above or below: on which side of neutral a change back is advised; null where none is.</summary>
    public required string? ActionableFrom { get; init; }

    /// <summary>What is moved to change it, like <c>keep_buffer</c>; null where nothing is.</summary>
    public required string? Lever { get; init; }

    /// <summary>Why, or why not.</summary>
    public required string ActionReason { get; init; }
}
