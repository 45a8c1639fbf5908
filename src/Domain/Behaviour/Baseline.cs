using System.Numerics;
using System.Runtime.CompilerServices;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// The customer's habit: decayed sums over all days that left the recent window. A day is folded in once, in order of
/// days, with the same operations whatever the order in which its transactions came: equal histories give equal bits.
/// </summary>
internal struct Baseline
{
    /// <summary>Per measure the sum, then per measure the count, then per bucket of merchants the days; then the balances.</summary>
    public const int Length = (2 * Measures.Count) + MerchantDays.Buckets + 3;

    private const int Counts = Measures.Count;
    private const int Merchants = 2 * Measures.Count;
    private const int Last = Merchants + MerchantDays.Buckets;
    private const int Lowest = Last + 1;
    private const int BalanceWeight = Last + 2;
    private Values _values;

    public readonly double this[int index] => _values[index];

    public readonly double Sum(int measure) => _values[measure];

    public readonly double CountOf(int measure) => _values[Counts + measure];

    public readonly double MerchantDaysOf(int bucket) => _values[Merchants + bucket];

    /// <summary>Decayed sum of the last balances of the days on which one was known.</summary>
    public readonly double LastBalances => _values[Last];

    public readonly double LowestBalances => _values[Lowest];

    /// <summary>Decayed number of days on which a balance was known.</summary>
    public readonly double BalanceDays => _values[BalanceWeight];

    /// <summary>One more day passed; its figures are added next.</summary>
    public void NextDay()
    {
        Span<double> values = _values;
        var decay = new Vector<double>(Decay.PerDay);
        var i = 0;
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(values[i..]) * decay).CopyTo(values[i..]);
        for (; i < values.Length; i++)
            values[i] *= Decay.PerDay;
    }

    public void AddCell(DayCell cell)
    {
        _values[cell.MeasureIndex] += cell.Sum;
        _values[Counts + cell.MeasureIndex] += cell.Count;
    }

    public void AddMerchants(ushort mask)
    {
        for (var bits = (uint)mask; bits != 0; bits &= bits - 1)
            _values[Merchants + BitOperations.TrailingZeroCount(bits)] += 1;
    }

    public void AddBalance(float last, float lowest)
    {
        _values[Last] += last;
        _values[Lowest] += lowest;
        _values[BalanceWeight] += 1;
    }

    public void Restore(int index, double value) => _values[index] = value;

    [InlineArray(Length)]
    private struct Values
    {
        private double _first;
    }
}
