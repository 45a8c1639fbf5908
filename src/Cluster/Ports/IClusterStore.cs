using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Ports;

/// <summary>
/// Keeps every customer's state and what went in and came out, for any number of processes at once. Safe to call from any
/// thread; commits that are under way together are made durable together. Every member throws <see cref="StoreException"/>
/// where the store does not work; whether a commit that failed so was made is then not known, and reading the customer tells.
/// </summary>
public interface IClusterStore : IModelHistory, IAsyncDisposable
{
    /// <summary>Kind and place, for people; no secrets.</summary>
    string Description { get; }

    /// <summary>A customer's state; <see cref="StoredState.Unknown"/> for one that nobody knows.</summary>
    ValueTask<StoredState> LoadAsync(string customerId, CancellationToken cancellationToken);

    /// <summary>The states of some customers, in the order in which they are named, for those who only look: read at once, and nobody is woken for it.</summary>
    ValueTask<IReadOnlyList<StoredState>> LoadAsync(IReadOnlyList<string> customerIds, CancellationToken cancellationToken);

    /// <summary>Makes what happened to one customer durable, all of it or nothing.</summary>
    /// <exception cref="StateConflictException">The stored version is another one; nothing was stored.</exception>
    ValueTask<CommitReceipt> CommitAsync(CustomerCommit commit, CancellationToken cancellationToken);

    /// <summary>Which of some transactions of a customer are stored, as accepted or as dead letters.</summary>
    ValueTask<KnownIds> FindIdsAsync(string customerId, IReadOnlyList<string> transactionIds, CancellationToken cancellationToken);

    /// <summary>Keeps documents that no customer can be named for, each once however often it is sent.</summary>
    ValueTask BuryAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken);

    /// <summary>Figures over everything committed.</summary>
    ValueTask<ClusterTotals> ReadTotalsAsync(CancellationToken cancellationToken);

    /// <summary>The customers of a shard, in order of id, after one.</summary>
    /// <param name="shard">0 to 255.</param>
    /// <param name="afterCustomerId">Empty for the start.</param>
    /// <param name="limit">Most customers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<ListedCustomer>> ReadShardAsync(int shard, string afterCustomerId, int limit, CancellationToken cancellationToken);

    /// <summary>Totals over the customers of a shard, added up by the store.</summary>
    ValueTask<ShardFigures> ReadShardFiguresAsync(int shard, CancellationToken cancellationToken);

    /// <summary>Customers of a shard at or above a level that have a score, by falling probability, then by id, found by the store.</summary>
    ValueTask<IReadOnlyList<CustomerSummary>> ReadHighRiskAsync(int shard, RiskLevel level, int limit, CancellationToken cancellationToken);

    /// <summary>Customers of a shard whose <see cref="CustomerCommit.QuietUntilMs"/> lies at or before a moment, in order of id, after one.</summary>
    ValueTask<IReadOnlyList<string>> ReadDueAsync(int shard, long nowMs, string afterCustomerId, int limit, CancellationToken cancellationToken);

    /// <summary>A customer's accepted transactions in the order in which they were applied.</summary>
    IAsyncEnumerable<Transaction> ReadTransactionsAsync(string customerId, CancellationToken cancellationToken);

    /// <summary>Transactions of a customer before a place, latest timestamp first, by order of acceptance where timestamps are equal.</summary>
    ValueTask<HistoryPage<Transaction>> ReadTransactionsAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken);

    /// <summary>Score points of a customer before a place, latest first.</summary>
    ValueTask<HistoryPage<ScorePoint>> ReadScoresAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken);

    /// <summary>Interventions of a customer before a place, latest first, by sequence where moments are equal.</summary>
    ValueTask<HistoryPage<SequencedIntervention>> ReadInterventionsAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken);

    /// <summary>Interventions with a greater sequence, in order. Sequences have no gaps, and a lower one never appears after a higher one.</summary>
    ValueTask<IReadOnlyList<SequencedIntervention>> ReadInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>The same for those who pass them on.</summary>
    ValueTask<IReadOnlyList<PublishedIntervention>> ReadInterventionsAfterAsync(long sequence, int limit, CancellationToken cancellationToken);

    /// <summary>Dead letters with a greater sequence, in order; the same holds of their sequences.</summary>
    ValueTask<IReadOnlyList<SequencedDeadLetter>> ReadDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>Score points in the order in which they became visible, after a place, for those who pass them on; see <see cref="PublishedScore"/>.</summary>
    ValueTask<IReadOnlyList<PublishedScore>> ReadScoresAfterAsync(ScoreCursor after, int limit, CancellationToken cancellationToken);

    /// <summary>How far a topic has been passed on, as <see cref="AdvanceAsync"/> last said; the start where it never did.</summary>
    ValueTask<ScoreCursor> ReadCursorAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Notes how far a topic has been passed on. What lies behind it is never read again.</summary>
    ValueTask AdvanceAsync(string topic, ScoreCursor cursor, CancellationToken cancellationToken);
}
