using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// The customer's habit: decayed sums over all days that left the recent window. A day is folded in once, in order of
/// days, with the same operations whatever the order in which its transactions came: equal histories give equal bits.
/// </summary>
internal struct Baseline
{
    /// <summary>
    /// Sums by measure; counts of <see cref="MeasureSets.Counted"/>; all transactions; days per bucket of merchants; then
    /// the balances.
    /// </summary>
    public const int Length = Merchants + MerchantDays.Buckets + 3;

    private const int Counts = Measures.Summed;
    private const int Activity = Counts + MeasureSets.CountedCount;
    private const int Merchants = Activity + 1;
    private const int Last = Merchants + MerchantDays.Buckets;
    private const int Lowest = Last + 1;
    private const int BalanceWeight = Last + 2;
    private Values _values;

    public readonly double this[int index] => _values[index];

    /// <summary>Decayed sums of the measures below <see cref="Measures.Summed"/>, in ten-thousandths.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<double> Sums => ((ReadOnlySpan<double>)_values)[..Measures.Summed];

    /// <summary>Decayed number of transactions.</summary>
    public readonly double Transactions => _values[Activity];

    /// <summary>Decayed number of days with a visit, per bucket of merchants.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<double> MerchantVisits => ((ReadOnlySpan<double>)_values).Slice(Merchants, MerchantDays.Buckets);

    /// <summary>Decayed sum of the last balances of the days on which one was known.</summary>
    public readonly double LastBalances => _values[Last];

    public readonly double LowestBalances => _values[Lowest];

    /// <summary>Decayed number of days on which a balance was known.</summary>
    public readonly double BalanceDays => _values[BalanceWeight];

    /// <summary>Decayed count of the measure that is so-many-th among <see cref="MeasureSets.Counted"/>.</summary>
    public readonly double CountOf(int rank) => _values[Counts + rank];

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
        var measure = cell.MeasureIndex;
        if (measure < Measures.Summed)
            _values[measure] += cell.Sum;
        if (MeasureSets.Counted.Contains(measure))
            _values[Counts + MeasureSets.Counted.RankOf(measure)] += cell.Count;
        if (MeasureSets.Transactions.Contains(measure))
            _values[Activity] += cell.Count;
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
