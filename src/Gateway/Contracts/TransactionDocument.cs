namespace PreDelinquency.Gateway.Contracts;

/// <summary>One transaction in the wire format that <c>POST /transactions</c> takes.</summary>
public sealed record TransactionDocument
{
    /// <summary>1 to 128 characters, unique within the customer; sending it again changes nothing.</summary>
    public required string TransactionId { get; init; }

    /// <summary>1 to 64 characters of letters, digits and <c>-_.:</c>.</summary>
    public required string CustomerId { get; init; }

    /// <summary>ISO-8601 with an offset; kept to the millisecond.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Positive, with at most four decimal places.</summary>
    public required decimal Amount { get; init; }

    /// <summary>credit or debit.</summary>
    public required string Direction { get; init; }

    /// <summary>
    /// salary, pension, benefit, rent, mortgage, loan_payment, card_payment, utility, insurance, groceries, dining, shopping, travel,
    /// health, subscription, gambling, payday_loan, cash, savings, transfer, fee, penalty or other.
    /// </summary>
    public required string Category { get; init; }

    /// <summary>card, cash, transfer, direct_debit, online or other.</summary>
    public required string Channel { get; init; }

    /// <summary>completed, failed, returned or declined.</summary>
    public required string Status { get; init; }

    /// <summary>The account's balance after this transaction.</summary>
    public decimal? BalanceAfter { get; init; }

    /// <summary>ISO 4217 code of three capital letters.</summary>
    public string? Currency { get; init; }

    /// <summary>The other side, at most 128 characters.</summary>
    public string? Merchant { get; init; }

    /// <summary>For an obligation: the local date on which it was due.</summary>
    public DateOnly? DueDate { get; init; }
}
