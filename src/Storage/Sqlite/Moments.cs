namespace PreDelinquency.Storage.Sqlite;

/// <summary>Moments as two columns: Unix milliseconds, and the offset in minutes.</summary>
internal static class Moments
{
    public static SqliteStatement BindMoment(this SqliteStatement statement, int parameter, DateTimeOffset moment) =>
        statement.Bind(parameter, moment.ToUnixTimeMilliseconds()).Bind(parameter + 1, (long)moment.TotalOffsetMinutes);

    public static DateTimeOffset Moment(this SqliteStatement statement, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(statement.Int64(column)).ToOffset(TimeSpan.FromMinutes(statement.Int32(column + 1)));
}
