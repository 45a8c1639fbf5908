using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Tests;

/// <summary>Fails when told to: before a commit, after it (its answer is lost), or when read.</summary>
internal sealed class FaultyStore(IStore store) : IStore
{
    /// <summary>Asked before each commit; true makes it fail without effect.</summary>
    public Func<bool> FailsBefore { get; set; } = () => false;

    /// <summary>Asked after each commit; true makes it look failed.</summary>
    public Func<bool> FailsAfter { get; set; } = () => false;

    /// <summary>Asked before each commit; true makes it fail, never to work again.</summary>
    public Func<bool> FailsForGood { get; set; } = () => false;

    /// <summary>Asked before each reading of states.</summary>
    public Func<bool> FailsReading { get; set; } = () => false;

    /// <summary>Changes what is read as a customer's stored state.</summary>
    public Func<int, byte[]?, byte[]?> Damages { get; set; } = (_, state) => state;

    /// <summary>Asked for each log entry that is read; true makes it missing.</summary>
    public Func<PositionedEntry, bool> Loses { get; set; } = _ => false;

    /// <summary>Changes what is read of interventions.</summary>
    public Func<SequencedIntervention, SequencedIntervention> AltersInterventions { get; init; } = i => i;

    /// <summary>Whether it names its models, which programs of old did not.</summary>
    public bool KnowsModels { get; init; } = true;

    public int Commits { get; private set; }

    public string Description => "faulty " + store.Description;

    public StoreTotals ReadTotals() => store.ReadTotals();

    public IEnumerable<CustomerRecord> ReadCustomers() => store.ReadCustomers();

    public IReadOnlyList<long> ReadSlotPositions() => store.ReadSlotPositions();

    public IEnumerable<LogEntry> ReadTicks() => store.ReadTicks();

    public IReadOnlyList<ModelEntry> ReadModels() => KnowsModels ? store.ReadModels() : [];

    public IReadOnlyList<StoredCustomer> ReadStored(IReadOnlyList<int> customerNos) =>
        FailsReading() ? throw new StoreException("a cable was pulled while reading") : [.. store.ReadStored(customerNos).Select((c, i) => c with { State = Damages(customerNos[i], c.State) })];

    public IEnumerable<PositionedEntry> ReadLog(long afterPosition) => store.ReadLog(afterPosition).Where(e => !Loses(e));

    public IEnumerable<Transaction> ReadTransactions(int customerNo) =>
        FailsReading() ? throw new StoreException("a cable was pulled while reading") : store.ReadTransactions(customerNo);

    public IEnumerable<string> ReadTransactionIds(int customerNo) =>
        FailsReading() ? throw new StoreException("a cable was pulled while reading") : store.ReadTransactionIds(customerNo);

    public IEnumerable<string> ReadBuriedIds(int customerNo) =>
        FailsReading() ? throw new StoreException("a cable was pulled while reading") : store.ReadBuriedIds(customerNo);

    public IReadOnlyDictionary<int, int> ReadInterventionNumbers() => store.ReadInterventionNumbers();

    public void Commit(CommitBatch batch)
    {
        if (FailsForGood())
            throw new StoreException("the store was taken over") { IsPermanent = true };
        if (FailsBefore())
            throw new StoreException("the disk is full");
        store.Commit(batch);
        Commits++;
        if (FailsAfter())
            throw new StoreException("the answer got lost");
    }

    public ValueTask<HistoryPage<Transaction>> ReadTransactionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        store.ReadTransactionsAsync(customerNo, before, limit, cancellationToken);

    public ValueTask<HistoryPage<ScorePoint>> ReadScoresAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        store.ReadScoresAsync(customerNo, before, limit, cancellationToken);

    public ValueTask<HistoryPage<SequencedIntervention>> ReadInterventionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        store.ReadInterventionsAsync(customerNo, before, limit, cancellationToken);

    public async ValueTask<IReadOnlyList<SequencedIntervention>> ReadInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        [.. (await store.ReadInterventionsAsync(afterSequence, limit, cancellationToken)).Select(AltersInterventions)];

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
