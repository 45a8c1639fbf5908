using PreDelinquency.Engine;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Moments as the store keeps them: whole milliseconds of UTC, the offset in a column beside them.</summary>
internal static class StoredMoment
{
    public static DateTime Of(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()).UtcDateTime;

    public static short OffsetOf(DateTimeOffset moment) => (short)moment.TotalOffsetMinutes;

    /// <summary>The first whole millisecond at or after a moment.</summary>
    public static DateTime From(DateTimeOffset from)
    {
        var whole = Of(from);
        return whole < from.UtcDateTime ? whole.AddMilliseconds(1) : whole;
    }

    /// <summary>A place in a customer's past. What is stored lies on whole milliseconds: a place between two of them lies before everything of the later one.</summary>
    /// <param name="before">Null for the end.</param>
    public static (DateTime At, long Position) Place(HistoryCursor? before)
    {
        if (before is not { } place)
            return (DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), long.MaxValue);
        var at = From(place.At);
        return (at, at == place.At.UtcDateTime ? place.Position : 0);
    }
}
