using System.Runtime.CompilerServices;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// The lowest and the last balance of each of the latest 32 local days, in currency units to single precision (seven
/// digits), NaN where a day had none. For the eight days that late events may still reach, the instant of the last balance
/// is kept too, so that the order of arrival does not matter; of balances at one instant the lowest stands.
/// </summary>
internal struct BalanceDays
{
    public const int Slots = 32;
    private const int OpenDays = 8;
    private const long MsPerDay = 86_400_000;
    private const long EarliestZoneMs = 14 * 3_600_000;
    private static readonly int DayOf1970 = new DateOnly(1970, 1, 1).DayNumber;
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

    /// <summary>Milliseconds from 14 hours before the day began in UTC to the last balance, plus 1; 0 where there is none.</summary>
    public readonly uint LastAt(int day) => _lastAt[day & (OpenDays - 1)];

    /// <summary>Makes a day the latest: what its places held before is forgotten.</summary>
    public void Open(int day)
    {
        _last[day & (Slots - 1)] = float.NaN;
        _lowest[day & (Slots - 1)] = float.NaN;
        _lastAt[day & (OpenDays - 1)] = 0;
    }

    /// <param name="day">The local day.</param>
    /// <param name="utcMs">The transaction's instant, milliseconds since 1970.</param>
    /// <param name="balance">After the transaction.</param>
    public void Set(int day, long utcMs, float balance)
    {
        ref var lowest = ref _lowest[day & (Slots - 1)];
        if (!(lowest <= balance))
            lowest = balance;
        ref var lastAt = ref _lastAt[day & (OpenDays - 1)];
        ref var last = ref _last[day & (Slots - 1)];
        var at = Within(day, utcMs);
        if (at < lastAt || (at == lastAt && !(balance < last)))
            return;
        lastAt = at;
        last = balance;
    }

    /// <summary>What <see cref="LastAt"/> holds for an instant: no local day begins more than 14 hours before the same day in UTC.</summary>
    public static uint Within(int day, long utcMs) => (uint)(utcMs - ((day - DayOf1970) * MsPerDay) + EarliestZoneMs + 1);

    public void Restore(int day, float last, float lowest) =>
        (_last[day & (Slots - 1)], _lowest[day & (Slots - 1)]) = (last, lowest);

    public void RestoreMoment(int day, uint moment) => _lastAt[day & (OpenDays - 1)] = moment;

    [InlineArray(Slots)]
    private struct Balances
    {
        private float _first;
    }

    [InlineArray(OpenDays)]
    private struct Moments
    {
        private uint _first;
    }
}
