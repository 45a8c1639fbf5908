namespace PreDelinquency.Synthetic.People;

/// <summary>
/// Where a customer lives. Offsets come from the two rules that these zones follow today instead of the machine's time
/// zone data, so that a population does not depend on it.
/// </summary>
/// <param name="Region">As reports name it.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="OffsetMinutes">Standard time's minutes ahead of UTC.</param>
/// <param name="SummerTime">When clocks stand an hour later.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Scale">Units of currency that buy what one buys elsewhere.</param>
/// <param name="Note">The banknote that cash machines give, in units.</param>
/// <param name="Languages">BCP 47 tags, the commonest first.</param>
/// <param name="Culture">Index into <see cref="Names"/>.</param>
/// <param name="Weight">Share of customers, relative to the others.</param>
internal sealed record Place(
    string Region,
    string TimeZone,
    int OffsetMinutes,
    SummerTime SummerTime,
    string Currency,
    double Scale,
    int Note,
    string[] Languages,
    int Culture,
    int Weight)
{
    public static readonly Place[] All =
    [
        new("England", "Europe/London", 0, SummerTime.European, "GBP", 0.8, 10, ["en"], 0, 14),
        new("Scotland", "Europe/London", 0, SummerTime.European, "GBP", 0.8, 10, ["en"], 0, 5),
        new("Leinster", "Europe/Dublin", 0, SummerTime.European, "EUR", 1.0, 10, ["en"], 0, 5),
        new("New York", "America/New_York", -300, SummerTime.American, "USD", 1.1, 20, ["en", "en", "es"], 3, 12),
        new("Illinois", "America/Chicago", -360, SummerTime.American, "USD", 1.0, 20, ["en", "en", "en", "es"], 3, 8),
        new("California", "America/Los_Angeles", -480, SummerTime.American, "USD", 1.15, 20, ["en", "en", "es"], 3, 10),
        new("Madrid", "Europe/Madrid", 60, SummerTime.European, "EUR", 0.85, 10, ["es"], 1, 9),
        new("Andalusia", "Europe/Madrid", 60, SummerTime.European, "EUR", 0.8, 10, ["es"], 1, 8),
        new("Mexico City", "America/Mexico_City", -360, SummerTime.None, "MXN", 8, 100, ["es"], 1, 8),
        new("Maharashtra", "Asia/Kolkata", 330, SummerTime.None, "INR", 20, 500, ["hi", "en", "hi"], 2, 9),
        new("Delhi", "Asia/Kolkata", 330, SummerTime.None, "INR", 20, 500, ["hi", "hi", "en"], 2, 8),
        new("Karnataka", "Asia/Kolkata", 330, SummerTime.None, "INR", 20, 500, ["en", "hi"], 2, 4),
    ];

    /// <summary>Seconds ahead of UTC on a local day, before and after three in the morning: clocks change between.</summary>
    public (int Early, int Late) OffsetSeconds(int dayNumber)
    {
        var standard = OffsetMinutes * 60;
        if (SummerTime == SummerTime.None)
            return (standard, standard);
        var year = DateOnly.FromDayNumber(dayNumber).Year;
        var (begin, end) = SummerTime == SummerTime.European
            ? (SundayFrom(year, 3, 25), SundayFrom(year, 10, 25))
            : (SundayFrom(year, 3, 8), SundayFrom(year, 11, 1));
        return (standard + (dayNumber > begin && dayNumber <= end ? 3600 : 0), standard + (dayNumber >= begin && dayNumber < end ? 3600 : 0));
    }

    private static int SundayFrom(int year, int month, int day)
    {
        var date = new DateOnly(year, month, day);
        return date.DayNumber + ((7 - (int)date.DayOfWeek) % 7);
    }
}
