using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Ports;

/// <summary>
/// Keeps the log, the states and what followed from them. One engine owns a store. <see cref="Commit"/> is called by one
/// thread at a time; everything else may be called from any thread, sees only what was committed and never waits for a
/// commit. Every member throws <see cref="StoreException"/> where the store does not work.
/// </summary>
public interface IStore : IModelHistory, IDisposable
{
    /// <summary>Kind and place, for people.</summary>
    string Description { get; }

    /// <summary>The totals of the latest commit.</summary>
    StoreTotals ReadTotals();

    /// <summary>Every customer, in order of number.</summary>
    IEnumerable<CustomerRecord> ReadCustomers();

    /// <summary>Per slot, the position up to which the stored states of all its customers are complete; 64 values.</summary>
    IReadOnlyList<long> ReadSlotPositions();

    /// <summary>The ticks of the log, latest first.</summary>
    IEnumerable<LogEntry> ReadTicks();

    /// <summary>The models that judged the log, in order of position.</summary>
    IReadOnlyList<ModelEntry> ReadModels();

    /// <summary>State and profile per customer, in the order asked for.</summary>
    IReadOnlyList<StoredCustomer> ReadStored(IReadOnlyList<int> customerNos);

    /// <summary>The log after a position, in order.</summary>
    IEnumerable<PositionedEntry> ReadLog(long afterPosition);

    /// <summary>All transactions of a customer, in order of the log.</summary>
    IEnumerable<Transaction> ReadTransactions(int customerNo);

    /// <summary>The ids of all transactions of a customer, in any order.</summary>
    IEnumerable<string> ReadTransactionIds(int customerNo);

    /// <summary>The ids of all transactions of a customer that became dead letters, in any order.</summary>
    IEnumerable<string> ReadBuriedIds(int customerNo);

    /// <summary>Per customer that has interventions, the highest number among them.</summary>
    IReadOnlyDictionary<int, int> ReadInterventionNumbers();

    /// <summary>Makes a batch durable, all of it or nothing.</summary>
    void Commit(CommitBatch batch);

    /// <summary>Transactions of a customer before a place, latest timestamp first, by log position where timestamps are equal.</summary>
    ValueTask<HistoryPage<Transaction>> ReadTransactionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken);

    /// <summary>Score points of a customer before a place, latest first.</summary>
    ValueTask<HistoryPage<ScorePoint>> ReadScoresAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken);

    /// <summary>Interventions of a customer before a place, latest first, by sequence where moments are equal.</summary>
    ValueTask<HistoryPage<SequencedIntervention>> ReadInterventionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken);

    /// <summary>Interventions with a greater sequence, in order.</summary>
    ValueTask<IReadOnlyList<SequencedIntervention>> ReadInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>Dead letters with a greater sequence, in order.</summary>
    ValueTask<IReadOnlyList<SequencedDeadLetter>> ReadDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken);
}
