namespace PreDelinquency.Domain.Transactions;

/// <summary>Which way money moves, seen from the customer's account.</summary>
public enum Direction : byte
{
    /// <summary>Into the account.</summary>
    Credit,

    /// <summary>Out of the account.</summary>
    Debit,
}
