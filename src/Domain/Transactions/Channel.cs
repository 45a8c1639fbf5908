namespace PreDelinquency.Domain.Transactions;

/// <summary>The way by which a transaction reached the account.</summary>
public enum Channel : byte
{
    Card,
    Cash,
    Transfer,
    DirectDebit,
    Online,
    Other,
}
