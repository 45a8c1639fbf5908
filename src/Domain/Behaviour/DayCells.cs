namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// The cells of the recent days, sorted by day and measure. Sparse: an ordinary customer has about two a day, a busy
/// one at most <see cref="Measures.Count"/>, so memory and the time of a pass are bounded.
/// </summary>
internal struct DayCells
{
    private const int Growth = 2;
    private DayCell[] _cells;
    private int _count;

    public DayCells() => _cells = [];

    public readonly ReadOnlySpan<DayCell> Span => _cells.AsSpan(0, _count);

    /// <summary>Adds to the cell of a day and measure, which is near the end for all but late events.</summary>
    /// <param name="day">At most <paramref name="latestDay"/>.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="count">Transactions to add.</param>
    /// <param name="sum">Ten-thousandths to add.</param>
    /// <param name="latestDay">No cell's day is later, or 64 days earlier.</param>
    public void Add(int day, Measure measure, int count, long sum, int latestDay)
    {
        var place = Place(latestDay - day, (int)measure);
        var i = _count;
        while (i > 0 && PlaceOf(_cells[i - 1], latestDay) > place)
            i--;
        if (i > 0 && PlaceOf(_cells[i - 1], latestDay) == place)
        {
            ref var cell = ref _cells[i - 1];
            cell = new DayCell(day, measure, cell.Count + count, SaturatingAdd(cell.Sum, sum));
            return;
        }

        if (_count == _cells.Length)
            Array.Resize(ref _cells, _count + Growth);
        Array.Copy(_cells, i, _cells, i + 1, _count - i);
        _cells[i] = new DayCell(day, measure, count, sum);
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

    /// <summary>Rises with the day, then with the measure.</summary>
    private static int Place(int age, int measure) => measure - (age << 5);

    private static int PlaceOf(in DayCell cell, int latestDay) => Place(cell.Age(latestDay), cell.MeasureIndex);

    private static long SaturatingAdd(long a, long b)
    {
        var sum = unchecked(a + b);
        return ((a ^ sum) & (b ^ sum)) >= 0 ? sum : a > 0 ? long.MaxValue : long.MinValue;
    }
}
