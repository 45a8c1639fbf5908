using NodaTime;
using NodaTime.TimeZones;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>
/// Times of day where the customer is. Where clocks go forward, a time that is skipped stands for the next moment there is; where they
/// go back, one that comes twice stands for the later.
/// </summary>
internal static class LocalHours
{
    private static readonly ZoneLocalMappingResolver Careful = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The version of the zones' rules.</summary>
    public static string DataVersion => DateTimeZoneProviders.Tzdb.VersionId;

    /// <summary>Null where the database has no such zone.</summary>
    public static DateTimeZone? Zone(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);

    /// <summary>What clocks show.</summary>
    public static LocalDateTime Local(DateTimeOffset moment, DateTimeZone zone) => Instant.FromDateTimeOffset(moment).InZone(zone).LocalDateTime;

    /// <summary>The next moment after one outside the hours that lies within them.</summary>
    public static DateTimeOffset Next(DateTimeOffset moment, DateTimeZone zone, ContactHours hours)
    {
        var local = Local(moment, zone);
        var from = new LocalTime(hours.From.Hour, hours.From.Minute);
        // A change of clocks may skip all of a short day's hours, or the day itself.
        for (var date = local.TimeOfDay < from ? local.Date : local.Date.PlusDays(1); ; date = date.PlusDays(1))
        {
            var next = zone.ResolveLocal(date.At(from), Careful);
            if (next.ToDateTimeOffset() > moment && hours.Contain(next.TimeOfDay.ToTimeOnly()))
                return next.ToDateTimeOffset().ToUniversalTime();
        }
    }

    /// <summary>The first moment outside of the hours after one within them.</summary>
    public static DateTimeOffset End(DateTimeOffset moment, DateTimeZone zone, ContactHours hours)
    {
        var times = zone.MapLocal(Local(moment, zone).Date.At(new LocalTime(hours.Until.Hour, hours.Until.Minute)));
        var end = times.Count == 0 ? times.LateInterval.Start : times.First().ToInstant();
        // Clocks that go back show the end twice, and the moment may lie between.
        return (end > Instant.FromDateTimeOffset(moment) ? end : times.Last().ToInstant()).ToDateTimeOffset();
    }

    /// <summary>When the day after a moment's own begins.</summary>
    public static DateTimeOffset NextDay(DateTimeOffset moment, DateTimeZone zone) =>
        zone.AtStartOfDay(Local(moment, zone).Date.PlusDays(1)).ToDateTimeOffset().ToUniversalTime();
}
