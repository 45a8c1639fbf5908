using System.Globalization;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>A proposal to help a customer, made once per episode and level.</summary>
public sealed record Proposal
{
    /// <summary>The intervention's id; the contact that comes of it has the same.</summary>
    public required string ContactId { get; init; }

    public required string CustomerId { get; init; }

    /// <summary>See <see cref="EpisodeIdOf"/>.</summary>
    public required string EpisodeId { get; init; }

    /// <summary>MEDIUM, HIGH or CRITICAL.</summary>
    public required RiskLevel Level { get; init; }

    public required Driver Driver { get; init; }

    public required double Probability { get; init; }

    /// <summary>Strongest first.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string ModelVersion { get; init; }

    /// <summary>The id of a customer's episode, like <c>c000123-e20260301</c>.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="openedOn">The customer's local day on which it opened.</param>
    public static string EpisodeIdOf(string customerId, DateOnly openedOn) => string.Create(CultureInfo.InvariantCulture, $"{customerId}-e{openedOn:yyyyMMdd}");
}
