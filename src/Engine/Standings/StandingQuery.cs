using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Standings;

/// <summary>A part of a list of customers. Conditions that are null hold for everybody; all others hold together.</summary>
public sealed record StandingQuery
{
    /// <summary>A part of the id or name, in any case and with or without accents (<see cref="Domain.Profiles.SearchText"/>).</summary>
    public string? Search { get; init; }

    public RiskLevel? Level { get; init; }

    /// <summary>This level or a higher one.</summary>
    public RiskLevel? LeastLevel { get; init; }

    public string? Segment { get; init; }

    public string? Region { get; init; }

    /// <summary>Only these.</summary>
    public IReadOnlyCollection<string>? CustomerIds { get; init; }

    /// <summary>Least score.</summary>
    public double Least { get; init; }

    /// <summary>Scores lie below; null where none is too high.</summary>
    public double? Below { get; init; }

    /// <summary>1 or 7: only who stands at another level than so many days ago, or had no score then.</summary>
    public int? MovedWithinDays { get; init; }

    /// <summary>Of those who moved only who came to this level or left it.</summary>
    public RiskLevel? MovedLevel { get; init; }

    public StandingOrder Order { get; init; }

    /// <summary>1 or 7: over how many days a rise or fall is.</summary>
    public int OrderDays { get; init; } = 1;

    /// <summary>How many come before the part.</summary>
    public int Skip { get; init; }

    /// <summary>Most customers of the part.</summary>
    public required int Limit { get; init; }
}
