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
public sealed record Attempt(string ContactId, string EpisodeId, RiskLevel Level, ContactChannel Channel, int Number, DateTimeOffset At, AttemptResult? Result)
{
    /// <summary>Whether the customer may have been reached: what counts as a contact and as the use of a channel.</summary>
    [JsonIgnore]
    public bool MayHaveReached => Result is null or AttemptResult.Accepted or AttemptResult.InDoubt or AttemptResult.Unconfirmed;
}
