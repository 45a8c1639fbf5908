namespace PreDelinquency.Gateway.Live;

/// <summary>The latest items of an endless row, each with a rising number; older ones make room. Not thread-safe.</summary>
/// <typeparam name="T">What is kept.</typeparam>
internal sealed class RecentItems<T>
{
    private readonly (long Number, T Item)[] _items;
    private long _added;

    /// <param name="capacity">How many are kept.</param>
    /// <param name="floor">Nothing up to this number is in here.</param>
    public RecentItems(int capacity, long floor)
    {
        _items = new (long, T)[capacity];
        (Floor, Latest) = (floor, floor);
    }

    /// <summary>Everything added with a greater number is still here.</summary>
    public long Floor { get; private set; }

    /// <summary>The number of the latest item; <see cref="Floor"/> where there is none.</summary>
    public long Latest { get; private set; }

    public int Count => (int)Math.Min(_added, _items.Length);

    /// <summary>Adds an item; one that is not newer than the latest is not added again.</summary>
    public void Add(long number, T item)
    {
        if (number <= Latest)
            return;
        ref var place = ref _items[_added % _items.Length];
        if (_added >= _items.Length)
            Floor = place.Number;
        place = (number, item);
        _added++;
        Latest = number;
    }

    /// <summary>Says that items up to a number may never have come in here.</summary>
    public void RaiseFloor(long floor)
    {
        Floor = Math.Max(Floor, floor);
        Latest = Math.Max(Latest, floor);
    }

    /// <summary>Copies the first items after a number, which is at least <see cref="Floor"/>.</summary>
    /// <returns>How many were copied.</returns>
    public int CopyAfter(long number, Span<(long Number, T Item)> into)
    {
        // The numbers rise, so the first one to copy is found by halving.
        var (low, high) = (_added - Count, _added);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_items[middle % _items.Length].Number <= number)
                low = middle + 1;
            else
                high = middle;
        }

        var count = (int)Math.Min(into.Length, _added - low);
        for (var i = 0; i < count; i++)
            into[i] = _items[(low + i) % _items.Length];
        return count;
    }
}
