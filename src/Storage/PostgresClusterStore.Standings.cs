using PreDelinquency.Engine.Standings;
using PreDelinquency.Storage.Postgres;
using PreDelinquency.Storage.Postgres.Cluster;

namespace PreDelinquency.Storage;

/// <content>How all customers stand. Nobody is woken for it: short rows and recorded scores say it all.</content>
public sealed partial class PostgresClusterStore
{
    /// <summary>Over so many customers one statement adds up: it ends within a second or two, and needs no more memory however many there are.</summary>
    private const int CustomersAtOnce = 65_536;

    /// <summary>So many of those statements are under way together.</summary>
    private const int PartsAtOnce = 4;

    public ValueTask<IReadOnlyList<StandingCount>> CountAsync(DateTimeOffset now, int bins, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        return InPartsAsync(StandingRows.Count, StandingRows.ReadCount, cancellationToken, StoredMoment.From(StandingRows.HeardSince(now)), bins);
    }

    public async ValueTask<StandingPast> LookBackAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parts = await InPartsAsync(
            StandingRows.Changes, StandingRows.ReadChange, cancellationToken, now.UtcDateTime, StoredMoment.From(StandingRows.RecordedSince(now)), IStandings.Days);
        List<StandingChange> changes = [.. parts.GroupBy(change => (change.Group, change.Level, change.DaysAgo))
            .Select(same => new StandingChange(same.Key.Group, same.Key.Level, same.Key.DaysAgo, same.Sum(change => change.Customers), same.Sum(change => change.ProbabilitySumE9)))];
        using var row = await _readers.QueryAsync(StandingRows.Remember, cancellationToken, [now.UtcDateTime, .. StandingRows.Columns(changes)]);
        await row.ReadAsync(cancellationToken);
        return new StandingPast(now, changes);
    }

    public async ValueTask<StandingPast?> RecallAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await AllAsync(
            row => (At: row.Utc(6), Change: StandingRows.ReadChange(row)), StandingRows.Recall, cancellationToken, now.UtcDateTime, (now - IStandings.Remembered).UtcDateTime);
        return rows.Count == 0 ? null : new StandingPast(rows[0].At, [.. rows.Select(row => row.Change)]);
    }

    public async ValueTask<(int Total, IReadOnlyList<StandingCustomer> Part)> FindAsync(StandingQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var search = new StandingSearch(query, now);
        var part = await AllAsync(StandingRows.ReadCustomer, search.Part, cancellationToken, [.. search.Arguments]);
        if (query.Skip == 0 && part.Count < query.Limit)
            return (part.Count, part);
        using var row = await _readers.QueryAsync(search.Total, cancellationToken, [.. search.Arguments]);
        await row.ReadAsync(cancellationToken);
        return (row.Int32(0), part);
    }

    /// <summary>What a statement says of all customers, so many of them at a time.</summary>
    /// <param name="sql">$1 and $2 are the numbers that those of the customers lie above, and at or below.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="arguments">From $3 on.</param>
    private async ValueTask<IReadOnlyList<T>> InPartsAsync<T>(string sql, Func<PostgresRows, T> read, CancellationToken cancellationToken, params object[] arguments)
    {
        var last = await LastCustomerNoAsync(cancellationToken);
        var parts = new IReadOnlyList<T>[(last + CustomersAtOnce - 1L) / CustomersAtOnce];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, parts.Length),
            new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnce, CancellationToken = cancellationToken },
            async (part, stop) =>
            {
                var from = part * (long)CustomersAtOnce;
                parts[part] = await AllAsync(read, sql, stop, [(int)from, (int)Math.Min(from + CustomersAtOnce, last), .. arguments]);
            });
        return [.. parts.SelectMany(part => part)];
    }

    private async ValueTask<int> LastCustomerNoAsync(CancellationToken cancellationToken)
    {
        using var row = await _readers.QueryAsync("SELECT COALESCE(max(customer_no), 0) FROM cluster.customers", cancellationToken);
        await row.ReadAsync(cancellationToken);
        return row.Int32(0);
    }
}
