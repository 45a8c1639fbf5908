namespace PreDelinquency.Outreach.Deciding;

/// <summary>What came back of a contact.</summary>
public enum ContactOutcome : byte
{
    Sent,
    Delivered,
    Opened,
    Replied,
    Accepted,
    Declined,
    OptedOut,
    PaidOnTime,
    Missed,

    /// <summary>Taken by a channel, and not delivered.</summary>
    Undelivered,

    /// <summary>A person of the bank has seen to what the customer replied or accepted.</summary>
    FollowedUp,
}
