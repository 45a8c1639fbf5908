using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>The days on which a bill must fall due to become missed within the <see cref="LabelWindow"/>, as days of the month.</summary>
internal readonly struct DueWindow
{
    /// <summary>The first and the last of them, counted from the as-of day: a bill is missed when the days of grace are over.</summary>
    public const int FirstDayAhead = LabelWindow.AfterDays - MissedPayment.GraceDays, LastDayAhead = LabelWindow.UpToDays - MissedPayment.GraceDays - 1;

    private readonly int _monthLength;
    private readonly int _first;
    private readonly int _last;

    /// <param name="asOfDay">A day number.</param>
    public DueWindow(int asOfDay)
    {
        var first = DateOnly.FromDayNumber(asOfDay + FirstDayAhead);
        (_first, _monthLength) = (first.Day, DateTime.DaysInMonth(first.Year, first.Month));
        _last = _first + LastDayAhead - FirstDayAhead;
    }

    /// <summary>Whether a bill of a day of the month, 1 to 31, falls into it; in a shorter month it is due on the last day.</summary>
    public bool Contains(int dayOfMonth) =>
        Math.Min(dayOfMonth, _monthLength) is var inFirstMonth && inFirstMonth >= _first && inFirstMonth <= _last || dayOfMonth + _monthLength <= _last;
}
