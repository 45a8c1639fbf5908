namespace PreDelinquency.Domain.Transactions;

/// <summary>What became of a transaction. Only <see cref="Completed"/> moves money.</summary>
public enum TransactionStatus : byte
{
    Completed,

    /// <summary>Attempted and not carried out, for example a direct debit without cover.</summary>
    Failed,

    /// <summary>Carried out and sent back.</summary>
    Returned,

    /// <summary>Refused at the point of sale.</summary>
    Declined,
}
