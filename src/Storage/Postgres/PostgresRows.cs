using Npgsql;

namespace PreDelinquency.Storage.Postgres;

/// <summary>The rows of one statement, on a connection that goes back to its pool with them. Columns count from 0.</summary>
internal sealed class PostgresRows(NpgsqlConnection connection, NpgsqlCommand command, NpgsqlDataReader reader, PostgresFailure failure) : IDisposable
{
    /// <summary>Goes on to the next row; false where there is none.</summary>
    public bool Read() => failure.Guard(reader.Read);

    /// <summary>Goes on to the next row; false where there is none.</summary>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => failure.GuardAsync(() => new ValueTask<bool>(reader.ReadAsync(cancellationToken)));

    public bool IsNull(int column) => reader.IsDBNull(column);

    public short Int16(int column) => reader.GetInt16(column);

    public int Int32(int column) => reader.GetInt32(column);

    public long Int64(int column) => reader.GetInt64(column);

    public double Double(int column) => reader.GetDouble(column);

    public string Text(int column) => StoredText.Decode(reader.GetString(column));

    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public int[] Int32s(int column) => reader.GetFieldValue<int[]>(column);

    public DateOnly Day(int column) => reader.GetFieldValue<DateOnly>(column);

    /// <summary>A moment without an offset.</summary>
    public DateTimeOffset Utc(int column) => new(reader.GetDateTime(column));

    /// <summary>A moment from a column of moments and one of offsets in minutes.</summary>
    public DateTimeOffset Moment(int column, int offsetColumn) => Utc(column).ToOffset(TimeSpan.FromMinutes(Int16(offsetColumn)));

    public void Dispose()
    {
        reader.Dispose();
        command.Dispose();
        connection.Dispose();
    }
}
