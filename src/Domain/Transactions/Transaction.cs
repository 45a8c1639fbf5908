namespace PreDelinquency.Domain.Transactions;

/// <summary>
/// One movement (or refused movement) on a customer's account, in the one format that HTTP, files and Kafka share.
/// An instance that came through <see cref="TransactionJson"/> or <see cref="TransactionRules"/> is valid.
/// </summary>
public sealed record Transaction
{
    /// <summary>Unique within the customer; sending it again changes nothing.</summary>
    public required string TransactionId { get; init; }

    /// <summary>1 to 64 characters of letters, digits and <c>-_.:</c>.</summary>
    public required string CustomerId { get; init; }

    /// <summary>When it happened; the offset tells the customer's local date and time of day. Kept to the millisecond.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Positive.</summary>
    public required Money Amount { get; init; }

    public required Direction Direction { get; init; }

    public required Category Category { get; init; }

    public required Channel Channel { get; init; }

    public required TransactionStatus Status { get; init; }

    /// <summary>The account's balance after this transaction.</summary>
    public Money? BalanceAfter { get; init; }

    /// <summary>ISO 4217 code of three capital letters.</summary>
    public string? Currency { get; init; }

    /// <summary>The other side, at most 128 characters.</summary>
    public string? Merchant { get; init; }

    /// <summary>For an obligation: the local date on which it was due.</summary>
    public DateOnly? DueDate { get; init; }
}
