using System.Runtime.CompilerServices;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// The lowest and the last balance of each of the latest 32 local days, in currency units to single precision (seven
/// digits), NaN where a day had none. For the eight days that late events may still reach, the moment of the last balance
/// is kept too, so that the order of arrival does not matter.
/// </summary>
internal struct BalanceDays
{
    public const int Slots = 32;
    private const int OpenDays = 8;
    private Balances _last;
    private Balances _lowest;
    private Moments _lastAt;

    public BalanceDays()
    {
        ((Span<float>)_last).Fill(float.NaN);
        ((Span<float>)_lowest).Fill(float.NaN);
    }

    public readonly float Last(int day) => _last[day & (Slots - 1)];

    public readonly float Lowest(int day) => _lowest[day & (Slots - 1)];

    public readonly ulong LastAt(int day) => _lastAt[day & (OpenDays - 1)];

    /// <summary>Makes a day the latest: what its places held before is forgotten.</summary>
    public void Open(int day)
    {
        _last[day & (Slots - 1)] = float.NaN;
        _lowest[day & (Slots - 1)] = float.NaN;
        _lastAt[day & (OpenDays - 1)] = 0;
    }

    /// <param name="day">The local day.</param>
    /// <param name="moment">Orders the day's transactions: greater is later.</param>
    /// <param name="balance">After the transaction.</param>
    public void Set(int day, ulong moment, float balance)
    {
        ref var lowest = ref _lowest[day & (Slots - 1)];
        if (!(lowest <= balance))
            lowest = balance;
        ref var lastAt = ref _lastAt[day & (OpenDays - 1)];
        if (moment >= lastAt)
        {
            lastAt = moment;
            _last[day & (Slots - 1)] = balance;
        }
    }

    public void Restore(int day, float last, float lowest) =>
        (_last[day & (Slots - 1)], _lowest[day & (Slots - 1)]) = (last, lowest);

    public void RestoreMoment(int day, ulong moment) => _lastAt[day & (OpenDays - 1)] = moment;

    [InlineArray(Slots)]
    private struct Balances
    {
        private float _first;
    }

    [InlineArray(OpenDays)]
    private struct Moments
    {
        private ulong _first;
    }
}
