namespace PreDelinquency.Outreach.Deciding;

/// <summary>What became of a proposal.</summary>
public enum ContactState : byte
{
    /// <summary>A person has yet to approve it.</summary>
    AwaitingApproval,

    /// <summary>Until a moment; the rule that made it wait goes with it.</summary>
    Waiting,

    /// <summary>In the outbox, or on the call list.</summary>
    Sending,

    /// <summary>A channel took it, or a call reached the customer.</summary>
    Sent,

    Delivered,

    /// <summary>A rule forbade it.</summary>
    Blocked,

    /// <summary>In the group that is never contacted, so that the effect can be measured.</summary>
    HeldOut,

    Expired,

    /// <summary>No longer called for.</summary>
    Withdrawn,

    /// <summary>Refused by a channel, given up, or in doubt: for a person to look at.</summary>
    Failed,
}
