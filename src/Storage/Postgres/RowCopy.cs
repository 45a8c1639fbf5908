using Npgsql;
using NpgsqlTypes;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Rows on their way into a table by binary COPY, column by column. Without <see cref="Complete"/> none arrives.</summary>
internal sealed class RowCopy(NpgsqlConnection connection, string table, string columns) : IDisposable
{
    private readonly NpgsqlBinaryImporter _importer = connection.BeginBinaryImport($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)");

    public RowCopy Row()
    {
        _importer.StartRow();
        return this;
    }

    public RowCopy Add(short value)
    {
        _importer.Write(value, NpgsqlDbType.Smallint);
        return this;
    }

    public RowCopy Add(short? value) => value is { } v ? Add(v) : AddNull();

    public RowCopy Add(int value)
    {
        _importer.Write(value, NpgsqlDbType.Integer);
        return this;
    }

    public RowCopy Add(int? value) => value is { } v ? Add(v) : AddNull();

    public RowCopy Add(long value)
    {
        _importer.Write(value, NpgsqlDbType.Bigint);
        return this;
    }

    public RowCopy Add(long? value) => value is { } v ? Add(v) : AddNull();

    public RowCopy Add(double value)
    {
        _importer.Write(value, NpgsqlDbType.Double);
        return this;
    }

    public RowCopy Add(double? value) => value is { } v ? Add(v) : AddNull();

    public RowCopy Add(string? value)
    {
        if (value is null)
            return AddNull();
        _importer.Write(StoredText.Encode(value), NpgsqlDbType.Text);
        return this;
    }

    public RowCopy AddJson(string value)
    {
        _importer.Write(value, NpgsqlDbType.Json);
        return this;
    }

    public RowCopy Add(DateOnly? value)
    {
        if (value is not { } day)
            return AddNull();
        _importer.Write(day, NpgsqlDbType.Date);
        return this;
    }

    public RowCopy Add(byte[] value)
    {
        _importer.Write(value, NpgsqlDbType.Bytea);
        return this;
    }

    /// <summary>Whole milliseconds, as everywhere in the store.</summary>
    public RowCopy Add(DateTimeOffset moment)
    {
        _importer.Write(StoredMoment.Of(moment), NpgsqlDbType.TimestampTz);
        return this;
    }

    public void Complete() => _importer.Complete();

    public void Dispose() => _importer.Dispose();

    private RowCopy AddNull()
    {
        _importer.WriteNull();
        return this;
    }
}
