using System.Text.Json.Serialization;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>One hand-over of a contact to a channel.</summary>
/// <param name="ContactId">Which contact.</param>
/// <param name="EpisodeId">The contact's episode.</param>
/// <param name="Level">The contact's level.</param>
/// <param name="Channel">By which channel.</param>
/// <param name="Number">1, 2, 3 … within the contact.</param>
/// <param name="At">When it began.</param>
/// <param name="Result">Null while it goes on.</param>
/// <param name="DryRun">Whether nothing left the house: it counts for the rules of a dry run alone.</param>
/// <param name="Day">Whose budget it used; null in what an earlier version wrote.</param>
/// <param name="AddressFingerprint">Of the address, keyed; null for what earlier versions began.</param>
/// <param name="OfferCode">What it offers; null likewise.</param>
public sealed record Attempt(string ContactId, string EpisodeId, RiskLevel Level, ContactChannel Channel, int Number, DateTimeOffset At, AttemptResult? Result, bool DryRun = false, DateOnly? Day = null, string? AddressFingerprint = null, string? OfferCode = null)
{
    /// <summary>For so long after the first one that was unconfirmed a contact is repeated by its channel: half of what a provider must remember a key for.</summary>
    public static readonly TimeSpan RepeatedFor = TimeSpan.FromHours(24);

    /// <summary>Whether the customer may have been reached: what counts as a contact.</summary>
    [JsonIgnore]
    public bool MayHaveReached => Result is null or AttemptResult.Accepted or AttemptResult.InDoubt or AttemptResult.Unconfirmed;

    /// <summary>Whether a provider may remember it by its key: what it is asked again must be the same words with the same offer, for the same address.</summary>
    [JsonIgnore]
    public bool MayBeRepeated => Result is AttemptResult.Unavailable or AttemptResult.Unconfirmed;

    /// <summary>Whether its channel is used in the episode: a message that did not arrive was sent all the same.</summary>
    [JsonIgnore]
    public bool UsesChannel => MayHaveReached || Result == AttemptResult.Undelivered;
}
