using System.Text.Json.Serialization;
using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>What became of one proposal so far.</summary>
public sealed record ContactEntry
{
    public required Proposal Proposal { get; init; }

    public required ContactState State { get; init; }

    /// <summary>From then on it is not made any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The channel that was chosen last; null before one was.</summary>
    public ContactChannel? Channel { get; init; }

    /// <summary>When rules are asked again: the end of its wait, or of its time where it awaits approval. Null for one in the outbox, which asks before each hand-over, and for one that is over.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The rule that made it wait or end.</summary>
    public ContactRule? Rule { get; init; }

    /// <summary>Who approved it; null where nobody did.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>The channel that it was approved for: by another it is another contact. Null where nobody approved it, or an earlier version took the approval.</summary>
    public ContactChannel? ApprovedFor { get; init; }

    /// <summary>The policy that it was approved under: by another its words and its offer may be others.</summary>
    public string? ApprovedUnder { get; init; }

    /// <summary>The offer that it was approved with: what may be offered changes with the customer.</summary>
    public string? ApprovedOffer { get; init; }

    /// <summary>The fingerprint of name and language that it was approved for: whoever is called another name gets other words.</summary>
    public string? ApprovedAddressee { get; init; }

    /// <summary>The channel of whose budget it took a contact that it has not used up.</summary>
    public ContactChannel? ReservedChannel { get; init; }

    /// <summary>The day of whose budget: on another it must take that day's.</summary>
    public DateOnly? ReservedOn { get; init; }

    /// <summary>When the customer declined what it offered; null where nobody said so.</summary>
    public DateTimeOffset? DeclinedAt { get; init; }

    /// <summary>The number of its last attempt when a person sent it again: a refusal up to there keeps no channel from it. 0 where nobody did.</summary>
    public int RefusalsLiftedThrough { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whether it has a contact of a day's budget already.</summary>
    internal bool HasReserved(ContactChannel channel, DateOnly day) => ReservedChannel == channel && ReservedOn == day;

    [JsonIgnore]
    public string ContactId => Proposal.ContactId;

    /// <summary>Whether something may still be sent.</summary>
    [JsonIgnore]
    public bool IsOpen => State is ContactState.AwaitingApproval or ContactState.Waiting or ContactState.Sending;
}
