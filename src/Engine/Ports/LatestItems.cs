namespace PreDelinquency.Engine.Ports;

/// <summary>Collects the latest of a customer's items before a place, in whatever order they come.</summary>
/// <param name="before">Null for the end.</param>
/// <param name="limit">Most items of the page.</param>
public sealed class LatestItems<T>(HistoryCursor? before, int limit)
{
    private readonly PriorityQueue<T, HistoryCursor> _items = new();

    public void Add(T item, HistoryCursor place)
    {
        if (before is { } end && place >= end)
            return;

        // One more than asked for tells whether there is another page.
        if (_items.Count <= limit)
            _items.Enqueue(item, place);
        else
            _items.EnqueueDequeue(item, place);
    }

    /// <summary>Whether nothing that happened before a moment can change the page.</summary>
    public bool IsSettledBefore(DateTimeOffset moment) => _items.Count > limit && _items.TryPeek(out _, out var oldest) && moment < oldest.At;

    /// <summary>The page; nothing can be added after it.</summary>
    public HistoryPage<T> ToPage()
    {
        var hasMore = _items.Count > limit;
        if (hasMore)
            _items.Dequeue();
        HistoryCursor? next = hasMore && _items.TryPeek(out _, out var last) ? last : null;
        var items = new List<T>(_items.Count);
        while (_items.TryDequeue(out var item, out _))
            items.Add(item);
        items.Reverse();
        return new HistoryPage<T>(items, next);
    }
}
