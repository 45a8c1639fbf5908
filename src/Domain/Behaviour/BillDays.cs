using System.Runtime.CompilerServices;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>The latest five local days on which each kind of bill (<see cref="Measures.Obligations"/>) was paid, rising; 0 marks a free place.</summary>
internal struct BillDays
{
    public const int Kinds = 5;
    public const int DaysPerKind = 5;
    private static readonly int Epoch = new DateOnly(1990, 1, 1).DayNumber - 2;
    private Days _days;

    /// <summary>A day number, or 0.</summary>
    public readonly int this[int kind, int place] => _days[(kind * DaysPerKind) + place] is var day && day == 0 ? 0 : day + Epoch;

    public void Add(int kind, int day)
    {
        Span<ushort> days = ((Span<ushort>)_days).Slice(kind * DaysPerKind, DaysPerKind);
        var stored = (ushort)(day - Epoch);
        if (days.Contains(stored) || stored < days[0])
            return;

        // The oldest makes room.
        var i = 0;
        for (; i < DaysPerKind - 1 && days[i + 1] < stored; i++)
            days[i] = days[i + 1];
        days[i] = stored;
    }

    /// <summary>The latest day of a kind, and the longest of its four gaps; NaN where fewer than five days are known.</summary>
    public readonly BillRhythm RhythmOf(int kind)
    {
        ReadOnlySpan<ushort> days = ((ReadOnlySpan<ushort>)_days).Slice(kind * DaysPerKind, DaysPerKind);
        if (days[0] == 0)
            return new BillRhythm(this[kind, DaysPerKind - 1], double.NaN);
        var longest = 0;
        for (var i = 1; i < DaysPerKind; i++)
            longest = Math.Max(longest, days[i] - days[i - 1]);
        return new BillRhythm(days[^1] + Epoch, longest);
    }

    [InlineArray(Kinds * DaysPerKind)]
    private struct Days
    {
        private ushort _first;
    }
}
