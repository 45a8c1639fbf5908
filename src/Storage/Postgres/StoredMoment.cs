namespace PreDelinquency.Storage.Postgres;

/// <summary>Moments as the store keeps them: whole milliseconds of UTC, the offset in a column beside them.</summary>
internal static class StoredMoment
{
    public static DateTime Of(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()).UtcDateTime;

    public static short OffsetOf(DateTimeOffset moment) => (short)moment.TotalOffsetMinutes;
}
