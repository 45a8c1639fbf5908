using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Tests.Doubles;

/// <summary>
/// A store in memory that keeps the promises of the port: it fences by version, takes a commit whole or not at all, and gives
/// sequences in the order of commits. A test can make any call wait, fail or conflict, before or after it did its work.
/// </summary>
internal sealed partial class MemoryClusterStore : IClusterStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, StoredCustomer>[] _shards = [.. Enumerable.Range(0, Shards.Count).Select(_ => new SortedDictionary<string, StoredCustomer>(StringComparer.Ordinal))];
    private readonly List<SequencedIntervention> _interventions = [];
    private readonly List<string?> _traceParents = [];
    private readonly List<DeadLetter> _deadLetters = [];
    private readonly HashSet<string> _buriedDocuments = new(StringComparer.Ordinal);
    private readonly List<PublishedScore> _scores = [];
    private readonly Dictionary<string, ScoreCursor> _cursors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(DateOnly Day, string Version), PopulationCounts> _observed = [];
    private int _customers;
    private long _commits;
    private long _transactions;
    private long _duplicates;

    /// <summary>Waited for before a call does its work; what it throws, the call throws.</summary>
    public Func<StoreCall, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Waited for after a call did its work; what it throws, the call throws.</summary>
    public Func<StoreCall, Task> After { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Customers whose profile only a later version of the program reads.</summary>
    public HashSet<string> OfLaterVersion { get; } = new(StringComparer.Ordinal);

    /// <summary>Customers whose profiles cannot be read.</summary>
    public HashSet<string> DamagedProfiles { get; } = new(StringComparer.Ordinal);

    public string Description => "memory";

    public ValueTask<StoredState> LoadAsync(string customerId, CancellationToken cancellationToken) =>
        AnswerAsync(new StoreCall(StoreCallKind.Load, customerId), () => StateOf(customerId));

    public ValueTask<IReadOnlyList<StoredState>> LoadAsync(IReadOnlyList<string> customerIds, CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<StoredState>>(new StoreCall(StoreCallKind.Load), () => [.. customerIds.Select(StateOf)]);

    public ValueTask<CommitReceipt> CommitAsync(CustomerCommit commit, CancellationToken cancellationToken) =>
        AnswerAsync(new StoreCall(StoreCallKind.Commit, commit.CustomerId), () => Take(commit));

    public ValueTask<KnownIds> FindIdsAsync(string customerId, IReadOnlyList<string> transactionIds, CancellationToken cancellationToken) =>
        AnswerAsync(new StoreCall(StoreCallKind.FindIds, customerId), () =>
        {
            var customer = Find(customerId);
            var logged = customer?.Log.Select(entry => entry.Transaction.TransactionId).ToHashSet(StringComparer.Ordinal) ?? [];
            return new KnownIds(transactionIds.Where(logged.Contains).ToHashSet(StringComparer.Ordinal), transactionIds.Where(id => customer?.Buried.Contains(id) == true).ToHashSet(StringComparer.Ordinal));
        });

    public async ValueTask BuryAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken) =>
        await AnswerAsync(new StoreCall(StoreCallKind.Bury), () =>
        {
            _deadLetters.AddRange(letters.Where(letter => _buriedDocuments.Add(letter.Document)));
            return true;
        });

    public ValueTask<ClusterTotals> ReadTotalsAsync(CancellationToken cancellationToken) =>
        AnswerAsync(new StoreCall(StoreCallKind.ReadTotals), () => new ClusterTotals(_transactions, _duplicates, _deadLetters.Count, _interventions.Count));

    public ValueTask<IReadOnlyList<ListedCustomer>> ReadShardAsync(int shard, string afterCustomerId, int limit, CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<ListedCustomer>>(new StoreCall(StoreCallKind.ReadShard), () =>
            [.. Following(shard, afterCustomerId).Select(c => new ListedCustomer(c.Key, c.Value.Version, c.Value.Summary)).Take(limit)]);

    public ValueTask<ShardFigures> ReadShardFiguresAsync(int shard, CancellationToken cancellationToken) =>
        AnswerAsync(new StoreCall(StoreCallKind.ReadFigures), () => RollUp(shard).Figures);

    public async ValueTask<IReadOnlyList<CustomerSummary>> ReadHighRiskAsync(int shard, RiskLevel level, int limit, CancellationToken cancellationToken) =>
        await (await AnswerAsync(new StoreCall(StoreCallKind.ReadFigures), () => RollUp(shard))).ReadHighRiskAsync(level, limit, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ReadDueAsync(int shard, long nowMs, string afterCustomerId, int limit, CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<string>>(new StoreCall(StoreCallKind.ReadDue), () =>
            [.. Following(shard, afterCustomerId).Where(c => c.Value.QuietUntilMs <= nowMs && c.Value.Summary.LatestEvent is not null).Select(c => c.Key).Take(limit)]);

    /// <summary>Changes a stored state behind the back of whoever hosts the customer.</summary>
    public void Damage(string customerId, Func<byte[], byte[]> damage)
    {
        lock (_lock)
        {
            var customer = Find(customerId)!;
            customer.State = damage(customer.State!);
        }
    }

    /// <summary>Changes a stored log behind the back of whoever hosts the customer.</summary>
    public void DamageLog(string customerId, Action<List<(long Position, Transaction Transaction)>> damage)
    {
        lock (_lock)
            damage(Find(customerId)!.Log);
    }

    /// <summary>A customer as it is kept.</summary>
    public StoredCustomer Stored(string customerId)
    {
        lock (_lock)
            return Find(customerId) ?? throw new ArgumentException($"{customerId} is not stored.", nameof(customerId));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ShardRollUp RollUp(int shard)
    {
        var rollUp = new ShardRollUp(shard, this);
        rollUp.Report([.. Following(shard, "").Select(c => new ListedCustomer(c.Key, c.Value.Version, c.Value.Summary))]);
        return rollUp;
    }

    private StoredCustomer? Find(string customerId) => _shards[Shards.Of(customerId)].GetValueOrDefault(customerId);

    private IEnumerable<KeyValuePair<string, StoredCustomer>> Following(int shard, string customerId) =>
        _shards[shard].SkipWhile(c => string.CompareOrdinal(c.Key, customerId) <= 0);

    private CommitReceipt Take(CustomerCommit commit)
    {
        var customer = Find(commit.CustomerId);
        if ((customer?.Version ?? 0) != commit.AfterVersion)
            throw new StateConflictException();
        if (customer is null)
            _shards[Shards.Of(commit.CustomerId)].Add(commit.CustomerId, customer = new StoredCustomer(++_customers));
        customer.Version++;
        _commits++;
        if (commit.State is { } state)
            (customer.State, customer.Summary) = (state.ToArray(), commit.Summary);
        customer.QuietUntilMs = commit.QuietUntilMs ?? customer.QuietUntilMs;
        customer.Profile = commit.Profile ?? customer.Profile;
        customer.Commits.Add(new StoredCommit([.. commit.Transactions], commit.QuietUntilMs, commit.State is not null));
        foreach (var transaction in commit.Transactions)
            customer.Log.Add((++_transactions, transaction));
        foreach (var point in commit.Scores)
        {
            var place = new ScoreCursor(_commits, _scores.Count + 1);
            _scores.Add(new PublishedScore(place, commit.CustomerId, point, commit.TraceParent));
            customer.Scores.Add((place.Number, point));
        }

        foreach (var (id, letter) in commit.DeadLetters)
        {
            if (customer.Buried.Add(id))
                _deadLetters.Add(letter);
        }

        foreach (var payment in commit.MissedPayments)
            customer.Missed.TryAdd((payment.Obligation, payment.DueDate), payment);
        foreach (var (day, version, counts) in commit.ObservedDays)
        {
            if (!_observed.TryGetValue((day, version), out var sum))
                _observed.Add((day, version), sum = new PopulationCounts(counts.Counts.Length));
            sum.Add(counts);
        }

        _duplicates += commit.Duplicates;
        List<SequencedIntervention> proposed = [.. commit.Interventions.Select((i, n) => new SequencedIntervention(_interventions.Count + n + 1, i.Intervention, i.Status))];
        _interventions.AddRange(proposed);
        _traceParents.AddRange(proposed.Select(_ => commit.TraceParent));
        customer.Interventions.AddRange(proposed);
        return new CommitReceipt(customer.Version, proposed);
    }

    private StoredState StateOf(string customerId) => Find(customerId) is { } known
        ? new StoredState(known.Version, known.State is { } state ? (ReadOnlyMemory<byte>?)state : null, known.Profile) { IsProfileOfLaterVersion = OfLaterVersion.Contains(customerId), ProfileDamage = DamagedProfiles.Contains(customerId) ? "it is damaged" : null }
        : StoredState.Unknown;

    private async ValueTask<T> AnswerAsync<T>(StoreCall call, Func<T> work)
    {
        await Before(call);
        T answer;
        lock (_lock)
            answer = work();
        await After(call);
        return answer;
    }
}
