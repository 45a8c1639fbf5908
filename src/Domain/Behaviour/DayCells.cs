namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// The cells of the recent days, sorted by day and measure. Sparse: an ordinary customer has about two a day, a busy
/// one at most <see cref="Measures.Count"/>, so memory and the time of a pass are bounded.
/// </summary>
internal struct DayCells
{
    private const int Growth = 4;
    private DayCell[] _cells;
    private int _count;

    public DayCells() => _cells = [];

    public readonly ReadOnlySpan<DayCell> Span => _cells.AsSpan(0, _count);

    public readonly int Capacity => _cells.Length;

    /// <summary>Adds to the cell of a day and measure, which is near the end for all but late events.</summary>
    public void Add(int day, Measure measure, int count, long sum)
    {
        var key = DayCell.KeyOf(day, measure);
        var i = _count;
        while (i > 0 && _cells[i - 1].Key > key)
            i--;
        if (i > 0 && _cells[i - 1].Key == key)
        {
            ref var cell = ref _cells[i - 1];
            cell = new DayCell(key, cell.Count + count, SaturatingAdd(cell.Sum, sum));
            return;
        }

        if (_count == _cells.Length)
            Array.Resize(ref _cells, _count + Growth);
        Array.Copy(_cells, i, _cells, i + 1, _count - i);
        _cells[i] = new DayCell(key, count, sum);
        _count++;
    }

    /// <summary>Drops the first cells.</summary>
    public void RemoveFirst(int count)
    {
        if (count == 0)
            return;
        Array.Copy(_cells, count, _cells, 0, _count - count);
        _count -= count;
    }

    private static long SaturatingAdd(long a, long b)
    {
        var sum = unchecked(a + b);
        return ((a ^ sum) & (b ^ sum)) >= 0 ? sum : a > 0 ? long.MaxValue : long.MinValue;
    }
}
