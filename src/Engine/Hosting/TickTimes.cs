using PreDelinquency.Domain;

namespace PreDelinquency.Engine.Hosting;

/// <summary>When it is worth telling a customer that time passed.</summary>
public static class TickTimes
{
    private const long DayMs = 24 * 3600 * 1000;

    /// <summary>
    /// A customer that heard a tick hears nothing new before its next local day begins, by the offset of its latest event;
    /// and nothing ever once it is dormant (a day later, since its latest day may be by another offset).
    /// </summary>
    /// <param name="latest">The customer's latest event.</param>
    /// <param name="nowMs">The tick that it heard, in Unix milliseconds.</param>
    /// <returns>Unix milliseconds before which a tick changes nothing; <see cref="long.MaxValue"/> where none ever does.</returns>
    public static long QuietUntil(DateTimeOffset latest, long nowMs)
    {
        if (nowMs > latest.ToUnixTimeMilliseconds() + ((Customer.DormantAfterDays + 1) * DayMs))
            return long.MaxValue;
        var offsetMs = (long)latest.Offset.TotalMilliseconds;
        var localMs = nowMs + offsetMs;
        return localMs - (localMs % DayMs) + DayMs - offsetMs;
    }
}
