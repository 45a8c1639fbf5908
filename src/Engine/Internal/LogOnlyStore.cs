using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>A store as if no state had ever been written: a recovery from it replays the whole log.</summary>
/// <param name="store">What is in it.</param>
/// <param name="progress">Hears the position up to which the log was read, now and then.</param>
internal sealed class LogOnlyStore(IStore store, IProgress<long>? progress = null) : IStore
{
    private const int EntriesPerReport = 4096;

    public string Description => store.Description;

    public StoreTotals ReadTotals() => store.ReadTotals();

    public IEnumerable<CustomerRecord> ReadCustomers() => store.ReadCustomers().Select(c => new CustomerRecord(c.No, c.Id, 0, default));

    public IReadOnlyList<long> ReadSlotPositions() => new long[Slots.Count];

    public IEnumerable<LogEntry> ReadTicks() => store.ReadTicks();

    public IReadOnlyList<ModelEntry> ReadModels() => store.ReadModels();

    public IReadOnlyList<StoredCustomer> ReadStored(IReadOnlyList<int> customerNos) => [.. store.ReadStored(customerNos).Select(c => c with { State = null })];

    public IEnumerable<PositionedEntry> ReadLog(long afterPosition)
    {
        var read = 0;
        foreach (var entry in store.ReadLog(afterPosition))
        {
            if (++read % EntriesPerReport == 0)
                progress?.Report(entry.Position);
            yield return entry;
        }
    }

    public IEnumerable<Transaction> ReadTransactions(int customerNo) => store.ReadTransactions(customerNo);

    public IEnumerable<string> ReadTransactionIds(int customerNo) => store.ReadTransactionIds(customerNo);

    public IEnumerable<string> ReadBuriedIds(int customerNo) => store.ReadBuriedIds(customerNo);

    // Numbers must come out of the replay itself.
    public IReadOnlyDictionary<int, int> ReadInterventionNumbers() => new Dictionary<int, int>();

    public void Commit(CommitBatch batch) => throw new NotSupportedException("A replay of the log commits nothing.");

    public ValueTask<HistoryPage<Transaction>> ReadTransactionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        store.ReadTransactionsAsync(customerNo, before, limit, cancellationToken);

    public ValueTask<HistoryPage<ScorePoint>> ReadScoresAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        store.ReadScoresAsync(customerNo, before, limit, cancellationToken);

    public ValueTask<HistoryPage<SequencedIntervention>> ReadInterventionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        store.ReadInterventionsAsync(customerNo, before, limit, cancellationToken);

    public ValueTask<IReadOnlyList<SequencedIntervention>> ReadInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        store.ReadInterventionsAsync(afterSequence, limit, cancellationToken);

    public ValueTask<IReadOnlyList<SequencedDeadLetter>> ReadDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        store.ReadDeadLettersAsync(afterSequence, limit, cancellationToken);

    public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from) => store.ReadScorePoints(from);

    public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from) => store.ReadMissedPayments(from);

    public IEnumerable<ProfileEntry> ReadProfiles() => store.ReadProfiles();

    public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from) => store.ReadInterventions(from);

    public IEnumerable<NewCustomer> ReadCustomerIds() => store.ReadCustomerIds();

    public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from) => store.ReadObservedDays(from);

    public void Dispose() => store.Dispose();
}
