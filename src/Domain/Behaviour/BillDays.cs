using System.Runtime.CompilerServices;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// The latest five local days on which each kind of bill (<see cref="Measures.Obligations"/>) was paid, rising. A day is kept
/// in two bytes, modulo 65,535 and plus 1 (0 marks a free place), so every look at it needs the latest day, which none
/// exceeds; it is told apart over 179 years.
/// </summary>
internal struct BillDays
{
    public const int Kinds = 5;
    public const int DaysPerKind = 5;
    private const int Cycle = ushort.MaxValue;
    private Days _days;

    /// <summary>A day number, or 0.</summary>
    public readonly int DayOf(int kind, int place, int latestDay) =>
        _days[(kind * DaysPerKind) + place] is var stored && stored == 0 ? 0 : latestDay - Age(stored, latestDay);

    /// <param name="kind">Which bill.</param>
    /// <param name="day">When it was paid.</param>
    /// <param name="latestDay">Not before <paramref name="day"/>.</param>
    public void Add(int kind, int day, int latestDay)
    {
        Span<ushort> days = ((Span<ushort>)_days).Slice(kind * DaysPerKind, DaysPerKind);
        var (stored, latest, age) = (Stored(day), Stored(latestDay), latestDay - day);
        if (days.Contains(stored) || (days[0] != 0 && age > Between(days[0], latest)))
            return;

        // The oldest makes room.
        var i = 0;
        for (; i < DaysPerKind - 1 && (days[i + 1] == 0 || Between(days[i + 1], latest) > age); i++)
            days[i] = days[i + 1];
        days[i] = stored;
    }

    /// <summary>The latest day of a kind, and the longest of its four gaps; NaN where fewer than five days are known.</summary>
    public readonly BillRhythm RhythmOf(int kind, int latestDay)
    {
        ReadOnlySpan<ushort> days = ((ReadOnlySpan<ushort>)_days).Slice(kind * DaysPerKind, DaysPerKind);
        var last = DayOf(kind, DaysPerKind - 1, latestDay);
        if (days[0] == 0)
            return new BillRhythm(last, double.NaN);
        var longest = 0;
        for (var i = 1; i < DaysPerKind; i++)
            longest = Math.Max(longest, Between(days[i - 1], days[i]));
        return new BillRhythm(last, longest);
    }

    private static int Age(ushort stored, int latestDay) => Between(stored, Stored(latestDay));

    private static ushort Stored(int day) => (ushort)((day % Cycle) + 1);

    /// <summary>Days from one to a later one.</summary>
    private static int Between(ushort earlier, ushort later) => later >= earlier ? later - earlier : later - earlier + Cycle;

    [InlineArray(Kinds * DaysPerKind)]
    private struct Days
    {
        private ushort _first;
    }
}
