using System.Runtime.CompilerServices;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests.Doubles;

/// <content>What was committed.</content>
internal sealed partial class MemoryClusterStore
{
    public async IAsyncEnumerable<Transaction> ReadTransactionsAsync(string customerId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var log = await AnswerAsync(new StoreCall(StoreCallKind.ReadHistory, customerId), () => Find(customerId)?.Log.ToArray() ?? []);
        foreach (var (_, transaction) in log)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return transaction;
        }
    }

    public ValueTask<HistoryPage<Transaction>> ReadTransactionsAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        PageAsync(customerId, customer => customer.Log.Select(e => (e.Transaction, new HistoryCursor(e.Transaction.Timestamp, e.Position))), before, limit);

    public ValueTask<HistoryPage<ScorePoint>> ReadScoresAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        PageAsync(customerId, customer => customer.Scores.Select(e => (e.Point, new HistoryCursor(e.Point.At, e.Position))), before, limit);

    public ValueTask<HistoryPage<SequencedIntervention>> ReadInterventionsAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        PageAsync(customerId, customer => customer.Interventions.Select(i => (i, new HistoryCursor(i.Intervention.At, i.Sequence))), before, limit);

    public ValueTask<IReadOnlyList<SequencedIntervention>> ReadInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<SequencedIntervention>>(new StoreCall(StoreCallKind.ReadInterventions), () =>
            _interventions.GetRange((int)Math.Clamp(afterSequence, 0, _interventions.Count), (int)Math.Min(limit, _interventions.Count - Math.Clamp(afterSequence, 0, _interventions.Count))));

    public ValueTask<IReadOnlyList<PublishedIntervention>> ReadInterventionsAfterAsync(long sequence, int limit, CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<PublishedIntervention>>(new StoreCall(StoreCallKind.ReadInterventions), () =>
            [.. _interventions.Zip(_traceParents, (intervention, span) => new PublishedIntervention(intervention, span)).Where(i => i.Intervention.Sequence > sequence).Take(limit)]);

    public ValueTask<IReadOnlyList<SequencedDeadLetter>> ReadDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<SequencedDeadLetter>>(new StoreCall(StoreCallKind.ReadDeadLetters), () =>
            [.. _deadLetters.Select((letter, i) => new SequencedDeadLetter(i + 1, letter)).Where(letter => letter.Sequence > afterSequence).Take(limit)]);

    public ValueTask<IReadOnlyList<PublishedScore>> ReadScoresAfterAsync(ScoreCursor after, int limit, CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<PublishedScore>>(new StoreCall(StoreCallKind.ReadHistory), () => [.. _scores.Where(score => score.Place.Number > after.Number).Take(limit)]);

    public ValueTask<ScoreCursor> ReadCursorAsync(string topic, CancellationToken cancellationToken) =>
        AnswerAsync(new StoreCall(StoreCallKind.ReadHistory), () => _cursors.GetValueOrDefault(topic));

    public async ValueTask AdvanceAsync(string topic, ScoreCursor cursor, CancellationToken cancellationToken) =>
        await AnswerAsync(new StoreCall(StoreCallKind.Advance), () => _cursors[topic] = cursor);

    public IEnumerable<ScoreEntry> ReadScorePoints(DateTimeOffset from) =>
        Read(() => _scores.Where(score => score.Point.At >= from).Select(score => new ScoreEntry(Find(score.CustomerId)!.No, score.Point)));

    public IEnumerable<MissedPaymentEntry> ReadMissedPayments(DateOnly from) =>
        Read(() => All().SelectMany(c => c.Missed.Values.Where(m => m.MissedOn >= from).Select(m => new MissedPaymentEntry(c.No, m))));

    public IEnumerable<NewCustomer> ReadCustomerIds() =>
        Read(() => _shards.SelectMany(shard => shard.Select(c => new NewCustomer(c.Value.No, c.Key))).OrderBy(c => c.No));

    public IEnumerable<ProfileEntry> ReadProfiles() =>
        Read(() => All().Where(c => c.Profile is not null).OrderBy(c => c.No).Select(c => new ProfileEntry(c.No, c.Profile!)));

    public IEnumerable<PastIntervention> ReadInterventions(DateTimeOffset from) =>
        Read(() => _interventions.Where(i => i.Intervention.At >= from).Select(i => new PastIntervention(Find(i.Intervention.CustomerId)!.No, i.Intervention.At, i.Status)));

    public IReadOnlyList<ObservedDay> ReadObservedDays(DateOnly from) =>
        Read(() => _observed.Where(o => o.Key.Day >= from).Select(o => new ObservedDay(o.Key.Day, o.Key.Version, PopulationCounts.FromBytes(o.Value.ToBytes()))));

    private IEnumerable<StoredCustomer> All() => _shards.SelectMany(shard => shard.Values);

    private List<T> Read<T>(Func<IEnumerable<T>> read)
    {
        lock (_lock)
            return [.. read()];
    }

    private ValueTask<HistoryPage<T>> PageAsync<T>(string customerId, Func<StoredCustomer, IEnumerable<(T Item, HistoryCursor Place)>> items, HistoryCursor? before, int limit) =>
        AnswerAsync(new StoreCall(StoreCallKind.ReadHistory, customerId), () =>
        {
            var latest = new LatestItems<T>(before, limit);
            foreach (var (item, place) in Find(customerId) is { } customer ? items(customer) : [])
                latest.Add(item, place);
            return latest.ToPage();
        });
}
