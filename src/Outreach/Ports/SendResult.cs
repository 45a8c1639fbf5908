namespace PreDelinquency.Outreach.Ports;

/// <summary>What came of handing a message over.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The provider took it.</summary>
    /// <param name="Reference">The provider's own name for it; delivery reports come with it.</param>
    public sealed record Accepted(string Reference) : SendResult;

    /// <summary>For good; nothing went out.</summary>
    public sealed record Refused(string Reason) : SendResult;

    /// <summary>For now; nothing went out. Tried again later.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="RetryAfter">When the provider wants to be asked again; null where it did not say.</param>
    public sealed record Unavailable(string Reason, TimeSpan? RetryAfter) : SendResult
    {
        /// <summary>Whether the provider was asked at all, and so may remember the idempotency key.</summary>
        public bool WasAsked { get; init; } = true;
    }

    /// <summary>It may have gone out: the request did, and its answer never came or says nothing. Tried again later under the same idempotency key, by which the provider acts once.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="RetryAfter">As of <see cref="Unavailable"/>.</param>
    public sealed record Unconfirmed(string Reason, TimeSpan? RetryAfter) : SendResult;

    /// <summary>Nobody knows whether it went out, and no idempotency key makes it safe to repeat. Never tried again by itself: a person looks at it.</summary>
    public sealed record InDoubt(string Reason) : SendResult;
}
