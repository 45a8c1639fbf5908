namespace PreDelinquency.Outreach.Deciding;

/// <summary>How one hand-over to a channel ended.</summary>
public enum AttemptResult : byte
{
    /// <summary>A provider took the message, or a call reached the customer.</summary>
    Accepted,

    /// <summary>For good; nothing went out.</summary>
    Refused,

    /// <summary>For now; nothing went out.</summary>
    Unavailable,

    /// <summary>Nobody knows whether it went out. Never repeated.</summary>
    InDoubt,

    /// <summary>A call that nobody answered.</summary>
    Unanswered,

    /// <summary>It may have gone out, and the answer never came. Repeated under the same idempotency key, on the same channel and on no other, for <see cref="Attempt.RepeatedFor"/>.</summary>
    Unconfirmed,

    /// <summary>It was taken, and did not arrive: an attempt, and no contact.</summary>
    Undelivered,

    /// <summary>Nothing went out, and no provider knows of it: an agent gave the call back, or the provider was left alone.</summary>
    NotMade,
}
