using System.Diagnostics;

namespace PreDelinquency.Gateway.Live;

/// <summary>The latest news of one kind. Each gets the next number; older ones make room, and whoever reads on from before them is told how many are gone. Thread-safe.</summary>
/// <typeparam name="T">What is told.</typeparam>
/// <param name="capacity">How many are held.</param>
internal sealed class RecentNews<T>(int capacity)
{
    private readonly Lock _gate = new();
    private readonly RecentItems<Heard<T>> _items = new(capacity, floor: 0);

    /// <summary>Number of the latest; 0 before the first.</summary>
    public long Latest
    {
        get
        {
            lock (_gate)
                return _items.Latest;
        }
    }

    /// <param name="item">What is told.</param>
    /// <param name="at">Timestamp of when this gateway heard of it.</param>
    /// <param name="span">The span that made it durable; default where that was not traced.</param>
    public void Add(T item, long at, ActivityContext span = default)
    {
        lock (_gate)
            _items.Add(_items.Latest + 1, new(item, at, span));
    }

    /// <summary>The first after a number that are still here.</summary>
    /// <returns>How many, and how many before them are gone.</returns>
    public (int Count, long Dropped) Read(long after, Span<(long Number, Heard<T> Item)> into)
    {
        lock (_gate)
        {
            var dropped = Math.Max(0, _items.Floor - after);
            return (_items.CopyAfter(after + dropped, into), dropped);
        }
    }
}
