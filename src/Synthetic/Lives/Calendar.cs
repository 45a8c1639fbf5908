namespace PreDelinquency.Synthetic.Lives;

/// <summary>Days as <see cref="DateOnly.DayNumber"/> counts them.</summary>
internal static class Calendar
{
    public static int DayInMonth(int year, int month, int day) =>
        new DateOnly(year, month, Math.Min(day, DateTime.DaysInMonth(year, month))).DayNumber;

    /// <summary>0 for Monday to 6 for Sunday.</summary>
    public static int Weekday(int day) => day % 7;

    public static bool IsWeekend(int day) => Weekday(day) >= 5;

    /// <summary>The day itself, or the Friday before a weekend.</summary>
    public static int WorkingDayUpTo(int day) => Weekday(day) switch
    {
        5 => day - 1,
        6 => day - 2,
        _ => day,
    };
}
