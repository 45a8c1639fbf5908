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
