namespace PreDelinquency.Outreach.Tests.Deciding;

public enum OccurrenceKind
{
    /// <summary>Minutes pass.</summary>
    Advance,

    /// <summary>Time passes until a minute before, at or after an hour of the customer's day that a policy names.</summary>
    AdvanceToEdge,
    Propose,
    ProposeAgain,
    Due,
    BeginAttempt,
    EndAttempt,
    GiveUp,

    /// <summary>A provider reports that what it took did not arrive.</summary>
    FailDelivery,

    /// <summary>A person sends again what failed.</summary>
    Resend,
    Approve,
    Reject,
    Outcome,
    OptOut,
    OptIn,
    Suppress,
    Unsuppress,
    Objection,
    CloseObjection,
    EndEpisode,
    ChangeFacts,
    ReloadPolicy,
}
