using System.Globalization;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

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

    /// <summary>Whose contact it is, by its id alone, as where nothing else is left of it: <c>c000123</c> of <c>c000123-i4</c>.</summary>
    /// <returns>Null where it is no contact's id.</returns>
    public static string? CustomerIdOf(string contactId)
    {
        ArgumentNullException.ThrowIfNull(contactId);
        return contactId.LastIndexOf("-i", StringComparison.Ordinal) is var end and > 0
            && int.TryParse(contactId.AsSpan(end + 2), NumberStyles.None, CultureInfo.InvariantCulture, out _) && TransactionRules.IsCustomerId(contactId.AsSpan(0, end))
            ? contactId[..end]
            : null;
    }
}
