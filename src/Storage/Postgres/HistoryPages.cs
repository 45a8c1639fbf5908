using PreDelinquency.Engine;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Reads pages of a customer's past.</summary>
internal static class HistoryPages
{
    /// <param name="rows">Newest first, one more than asked for where there are that many: it tells whether there is another page.</param>
    /// <param name="limit">Most items of the page.</param>
    /// <param name="read">Reads an item.</param>
    /// <param name="placeOf">Where an item stands.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<HistoryPage<T>> ReadAsync<T>(
        PostgresRows rows, int limit, Func<PostgresRows, T> read, Func<PostgresRows, T, HistoryCursor> placeOf, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        HistoryCursor? last = null;
        while (await rows.ReadAsync(cancellationToken))
        {
            if (items.Count == limit)
                return new HistoryPage<T>(items, last);
            items.Add(read(rows));
            last = placeOf(rows, items[^1]);
        }

        return new HistoryPage<T>(items, null);
    }
}
