using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Portfolio;

/// <summary>
/// The roll-up of one shard: what lists and totals show of its customers. It follows the reports of those who host customers,
/// in any order and however often, and is read from the store now and then, so that a report that got lost with its process is made
/// good. Until a large shard was read the first time, it answers with what the store adds up. One call at a time; a load may go on beside.
/// </summary>
/// <param name="shard">0 to 255.</param>
/// <param name="store">Where customers are kept.</param>
/// <param name="page">Customers that are read at once; a shard of fewer is read when it begins.</param>
public sealed class ShardRollUp(int shard, IClusterStore store, int page = 5000)
{
    private readonly Dictionary<string, (long Version, StateSummary Summary)> _customers = new(StringComparer.Ordinal);
    private readonly List<FrontRunner> _furthest = [];
    private RiskSums _sums;
    private ShardFigures? _begun;

    /// <summary>Whether all of the shard was read; before that, a call of <see cref="LoadAsync"/> is missing.</summary>
    public bool IsWhole => _begun is null;

    /// <summary>Reads the shard, or where it is large asks the store for its sums, to answer with until <see cref="LoadAsync"/> has ended.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        var customers = await store.ReadShardAsync(shard, "", page, cancellationToken);
        Report(customers);
        if (customers.Count == page)
            _begun = await store.ReadShardFiguresAsync(shard, cancellationToken);
    }

    /// <summary>Reads the whole shard. Reports may come in between; none is undone by it.</summary>
    /// <exception cref="StoreException">The store does not work; what was known stays.</exception>
    public async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        for (var (after, isMore) = ("", true); isMore;)
        {
            var customers = await store.ReadShardAsync(shard, after, page, cancellationToken);
            Report(customers);
            isMore = customers.Count == page;
            after = isMore ? customers[^1].CustomerId : after;
        }

        _begun = null;
    }

    /// <summary>Takes what is news of some customers.</summary>
    public void Report(IReadOnlyList<ListedCustomer> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        foreach (var (id, version, summary) in customers)
        {
            if (_customers.TryGetValue(id, out var known))
            {
                if (known.Version >= version)
                    continue;
                _sums -= RiskSums.Of(known.Summary);
            }

            _customers[id] = (version, summary);
            _sums += RiskSums.Of(summary);
            if (summary.LatestEvent is { } latest)
                Note(id, latest.ToUnixTimeMilliseconds());
        }
    }

    public ShardFigures Figures => _begun ?? new() { Sums = _sums, Furthest = [.. _furthest] };

    /// <summary>Customers at or above a level that have a score, by falling probability, then by id.</summary>
    /// <exception cref="StoreException">The shard was not read yet, and the store does not work.</exception>
    public ValueTask<IReadOnlyList<CustomerSummary>> ReadHighRiskAsync(RiskLevel level, int limit, CancellationToken cancellationToken) =>
        _begun is null ? new(HighRisk(level, limit)) : store.ReadHighRiskAsync(shard, level, limit, cancellationToken);

    private IReadOnlyList<CustomerSummary> HighRisk(RiskLevel level, int limit) => Engine.Hosting.HighRisk.Of(
        _customers.Where(c => c.Value.Summary.Level >= level && c.Value.Summary.LatestEvent is not null)
            .Select(c => new CustomerSummary(c.Key, c.Value.Summary.Probability, c.Value.Summary.Level, c.Value.Summary.Maturity, c.Value.Summary.LatestEvent)),
        limit);

    private void Note(string customerId, long ms)
    {
        if (_furthest.Count == FrontRunner.Most && ms <= _furthest[^1].Ms)
            return;
        var place = _furthest.FindIndex(f => f.CustomerId == customerId);
        if (place >= 0)
            _furthest[place] = new FrontRunner(customerId, Math.Max(ms, _furthest[place].Ms));
        else if (_furthest.Count < FrontRunner.Most)
            _furthest.Add(new FrontRunner(customerId, ms));
        else
            _furthest[^1] = new FrontRunner(customerId, ms);
        _furthest.Sort((a, b) => b.Ms.CompareTo(a.Ms));
    }
}
