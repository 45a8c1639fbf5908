using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine;

/// <summary>A store that ends with the process: for replays, where nothing must outlive it, and for tests.</summary>
/// <param name="keepsLog">Whether to keep log and scores too; without them there is no history and no recovery.</param>
public sealed class MemoryStore(bool keepsLog) : IStore
{
    private readonly Lock _lock = new();
    private readonly List<Kept> _customers = [];
    private readonly List<LogEntry> _log = [];
    private readonly long[] _slotPositions = new long[Slots.Count];
    private readonly List<(int CustomerNo, SequencedIntervention Intervention, int Number)> _interventions = [];
    private readonly List<DeadLetterEntry> _deadLetters = [];
    private readonly List<ModelEntry> _models = [];
    private readonly Dictionary<(int, Category, DateOnly), MissedPaymentEntry> _missed = [];
    private readonly SortedDictionary<(DateOnly, string), PopulationCounts> _observed = [];
    private readonly List<ScoreEntry> _scores = [];
    private StoreTotals _totals = StoreTotals.Empty;

    public string Description => "memory";

    public StoreTotals ReadTotals() => Read(() => _totals);

    public IEnumerable<CustomerRecord> ReadCustomers() =>
        Read(() => _customers.Where(c => c.Id.Length > 0).Select(c => new CustomerRecord(c.No, c.Id, c.StatePosition, c.Summary)).ToList());

    public IReadOnlyList<long> ReadSlotPositions() => Read(() => _slotPositions.ToList());

    public IEnumerable<LogEntry> ReadTicks() => Read(() => Enumerable.Reverse(_log).Where(e => e.Transaction is null).ToList());

    public IReadOnlyList<ModelEntry> ReadModels() => Read(() => _models.ToList());

    public IReadOnlyList<StoredCustomer> ReadStored(IReadOnlyList<int> customerNos) =>
        Read(() => customerNos.Select(no => Known(no) is { } kept ? new StoredCustomer(kept.State, kept.Profile) : default).ToList());

    public IEnumerable<PositionedEntry> ReadLog(long afterPosition) =>
        Read(() => _log.Skip((int)Math.Min(afterPosition, int.MaxValue)).Select((e, i) => new PositionedEntry(afterPosition + 1 + i, e)).ToList());

    public IEnumerable<Transaction> ReadTransactions(int customerNo) => Read(() => Transactions(customerNo).ToList());

    public IEnumerable<string> ReadTransactionIds(int customerNo) =>
        Read(() => Transactions(customerNo).Select(t => t.TransactionId).ToList());

    public IEnumerable<string> ReadBuriedIds(int customerNo) =>
        Read(() => _deadLetters.Where(e => e.CustomerNo == customerNo && e.TransactionId is not null).Select(e => e.TransactionId!).ToList());

    public IReadOnlyDictionary<int, int> ReadInterventionNumbers() =>
        Read(() => _interventions.GroupBy(i => i.CustomerNo).ToDictionary(g => g.Key, g => g.Max(i => i.Number)));

    public void Commit(CommitBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (_lock)
        {
            foreach (var unit in batch.Units)
                Take(unit);
            _totals = batch.Totals;
        }
    }

    public ValueTask<HistoryPage<Transaction>> ReadTransactionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        Answer(() => Latest(_log.Select((e, i) => (e.CustomerNo, e.Transaction!, i + 1L)).Where(e => e.CustomerNo == customerNo), t => t.Timestamp, before, limit));

    public ValueTask<HistoryPage<ScorePoint>> ReadScoresAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        Answer(() => Latest((Known(customerNo)?.Scores ?? []).Select((s, i) => (customerNo, s, i + 1L)), s => s.At, before, limit));

    public ValueTask<HistoryPage<SequencedIntervention>> ReadInterventionsAsync(int customerNo, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        Answer(() => Latest(_interventions.Where(i => i.CustomerNo == customerNo).Select(i => (customerNo, i.Intervention, i.Intervention.Sequence)), i => i.Intervention.At, before, limit));

    public ValueTask<IReadOnlyList<SequencedIntervention>> ReadInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        Answer(() => _interventions.Skip((int)Math.Clamp(afterSequence, 0, int.MaxValue)).Take(limit).Select(i => i.Intervention).ToList());

    public ValueTask<IReadOnlyList<SequencedDeadLetter>> ReadDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        Answer(() => _deadLetters.Select((e, i) => new SequencedDeadLetter(i + 1, e.Letter)).Skip((int)Math.Clamp(afterSequence, 0, int.MaxValue)).Take(limit).ToList());

    public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from) => Read(() => _scores.Where(s => s.Point.At >= from).ToList());

    public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from) => Read(() => _missed.Values.Where(m => m.Payment.MissedOn >= from).ToList());

    public IEnumerable<NewCustomer> ReadCustomerIds() => Read(() => _customers.Where(c => c.Id.Length > 0).Select(c => new NewCustomer(c.No, c.Id)).ToList());

    public IEnumerable<ProfileEntry> ReadProfiles() => Read(() => _customers.Where(c => c.Profile is not null).Select(c => new ProfileEntry(c.No, c.Profile!)).ToList());

    public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from) => Read(() => _interventions
        .Where(i => i.Intervention.Intervention.At >= from).Select(i => new PastIntervention(i.CustomerNo, i.Intervention.Intervention.At, i.Intervention.Status)).ToList());

    public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from) =>
        Read(() => _observed.Where(o => o.Key.Item1 >= from).Select(o => new ObservedDay(o.Key.Item1, o.Key.Item2, PopulationCounts.FromBytes(o.Value.ToBytes()))).ToList());

    public void Dispose()
    {
    }

    private static HistoryPage<T> Latest<T>(IEnumerable<(int CustomerNo, T Item, long Position)> items, Func<T, DateTimeOffset> at, HistoryCursor? before, int limit)
    {
        var latest = new LatestItems<T>(before, limit);
        foreach (var (_, item, position) in items)
            latest.Add(item, new HistoryCursor(at(item), position));
        return latest.ToPage();
    }

    private Kept? Known(int no) => no > 0 && no <= _customers.Count && _customers[no - 1].Id.Length > 0 ? _customers[no - 1] : null;

    private IEnumerable<Transaction> Transactions(int customerNo) => _log.Where(e => e.CustomerNo == customerNo).Select(e => e.Transaction!);

    private void Take(CommitUnit unit)
    {
        foreach (var (no, id) in unit.NewCustomers)
        {
            // Workers take numbers in their own order, so one may come before a lower one.
            while (_customers.Count < no)
                _customers.Add(new Kept());
            _customers[no - 1].No = no;
            _customers[no - 1].Id = id;
        }

        if (keepsLog)
        {
            _log.AddRange(unit.Log);
            foreach (var score in unit.Scores)
                _customers[score.CustomerNo - 1].Scores.Add(score.Point);
            _scores.AddRange(unit.Scores);
        }

        for (var i = 0; i < unit.Interventions.Count; i++)
        {
            var entry = unit.Interventions[i];
            _interventions.Add((entry.CustomerNo, new SequencedIntervention(unit.FirstSequence + i, entry.Intervention, entry.Status), entry.Number));
        }

        _deadLetters.AddRange(unit.DeadLetters);
        foreach (var model in unit.Models)
        {
            _models.RemoveAll(m => m.AfterPosition == model.AfterPosition);
            _models.Add(model);
        }

        foreach (var missed in unit.MissedPayments)
            _missed[(missed.CustomerNo, missed.Payment.Obligation, missed.Payment.DueDate)] = missed;
        foreach (var (day, version, counts) in unit.ObservedDays)
        {
            if (!_observed.TryGetValue((day, version), out var sum))
                _observed.Add((day, version), sum = new PopulationCounts(counts.Counts.Length));
            sum.Add(counts);
        }

        foreach (var (no, profile) in unit.Profiles)
            _customers[no - 1].Profile = profile;
        foreach (var state in unit.States)
        {
            var kept = _customers[state.CustomerNo - 1];
            (kept.State, kept.StatePosition, kept.Summary) = (state.State.ToArray(), unit.LastPosition, state.Summary);
        }

        for (var slot = 0; slot < Slots.Count; slot++)
        {
            if ((unit.CheckpointSlots & (1UL << slot)) != 0)
                _slotPositions[slot] = unit.CheckpointPosition;
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_lock)
            return read();
    }

    private ValueTask<HistoryPage<T>> Answer<T>(Func<HistoryPage<T>> read) => ValueTask.FromResult(Read(read));

    private ValueTask<IReadOnlyList<T>> Answer<T>(Func<List<T>> read) => ValueTask.FromResult<IReadOnlyList<T>>(Read(read));

    private sealed class Kept
    {
        public int No { get; set; }

        public string Id { get; set; } = "";

        public byte[]? State { get; set; }

        public long StatePosition { get; set; }

        public StateSummary Summary { get; set; }

        public CustomerProfile? Profile { get; set; }

        public List<ScorePoint> Scores { get; } = [];
    }
}
