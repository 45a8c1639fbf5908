namespace PreDelinquency.Engine;

/// <summary>The service cannot take a request now; the same request may succeed later, unless <see cref="IsPermanent"/>.</summary>
public sealed class ServiceUnavailableException : Exception
{
    public ServiceUnavailableException()
        : this("The service cannot take requests now.")
    {
    }

    public ServiceUnavailableException(string message)
        : base(message)
    {
    }

    public ServiceUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same request cannot succeed any more until the program is started anew.</summary>
    public bool IsPermanent { get; init; }

    /// <summary>The one customer that cannot be answered for, while all others can; null where it is more than one.</summary>
    public string? CustomerId { get; init; }

    /// <summary>
    /// Of a batch of transactions that was taken in part, the outcome of each, in order: what is not null is durable, of the others nothing is known.
    /// Empty where nothing is known of any.
    /// </summary>
    public IReadOnlyList<IngestOutcome?> KnownOutcomes { get; init; } = [];
}
