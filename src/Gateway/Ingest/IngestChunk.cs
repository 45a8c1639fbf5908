using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Ingest;

/// <summary>What of one body goes to the service at once. Used again after its outcomes are in.</summary>
internal sealed class IngestChunk
{
    /// <summary>Large enough that a commit is worth its while, small enough that a few per stream weigh little.</summary>
    public const int MostTransactions = 8_192;

    /// <summary>A dead letter weighs up to 4 KiB.</summary>
    public const int MostDeadLetters = 256;

    public List<Transaction> Transactions { get; } = [];

    /// <summary>The line of each transaction.</summary>
    public List<long> Lines { get; } = [];

    public List<DeadLetter> DeadLetters { get; } = [];

    /// <summary>Why each dead letter is one.</summary>
    public List<RejectedTransaction> Rejected { get; } = [];

    /// <summary>The last line that is in it, taken or refused.</summary>
    public long LastLine { get; set; }

    public bool IsEmpty => Transactions.Count == 0 && DeadLetters.Count == 0;

    public bool IsFull => Transactions.Count >= MostTransactions || DeadLetters.Count >= MostDeadLetters;

    public void Clear()
    {
        Transactions.Clear();
        Lines.Clear();
        DeadLetters.Clear();
        Rejected.Clear();
    }
}
