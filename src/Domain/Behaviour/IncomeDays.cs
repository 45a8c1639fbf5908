using System.Runtime.CompilerServices;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>The latest eight days with regular income, sorted by day and category, and the rhythm in them.</summary>
internal struct IncomeDays
{
    /// <summary>How many are remembered: eight months of monthly pay, eight weeks of weekly pay.</summary>
    public const int Capacity = 8;

    private Days _days;
    private int _count;
    private int _lastDay;
    private double _lastAmount = double.NaN;
    private double _usualAmount = double.NaN;

    // Whole and half days: exact in single precision.
    private float _usualGap = float.NaN;
    private float _lastGap = float.NaN;

    public IncomeDays()
    {
    }

    public readonly IncomeRhythm Rhythm => new(_lastDay, _lastAmount, _usualAmount, _usualGap, _lastGap);

    public readonly int Count => _count;

    public readonly IncomeDay this[int index] => _days[index];

    public void Add(IncomeDay income)
    {
        var i = _count;
        while (i > 0 && _days[i - 1].Key > income.Key)
            i--;
        if (i > 0 && _days[i - 1].Key == income.Key)
        {
            _days[i - 1] = income with { Amount = _days[i - 1].Amount + income.Amount };
        }
        else if (_count < Capacity)
        {
            for (var j = _count; j > i; j--)
                _days[j] = _days[j - 1];
            _days[i] = income;
            _count++;
        }
        else if (i > 0)
        {
            // Full: the oldest makes room.
            for (var j = 1; j < i; j++)
                _days[j - 1] = _days[j];
            _days[i - 1] = income;
        }

        var rhythm = IncomeRhythm.Of(((ReadOnlySpan<IncomeDay>)_days)[.._count]);
        (_lastDay, _lastAmount, _usualAmount) = (rhythm.LastDay, rhythm.LastAmount, rhythm.UsualAmount);
        (_usualGap, _lastGap) = ((float)rhythm.UsualGap, (float)rhythm.LastGap);
    }

    [InlineArray(Capacity)]
    private struct Days
    {
        private IncomeDay _first;
    }
}
