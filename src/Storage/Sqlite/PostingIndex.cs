using System.Buffers;
using System.Runtime.InteropServices;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>
/// Finds a customer's rows in a table that is written in order of arrival. The newest rows are listed in memory; when there
/// is a block of them they go to the database, sorted, in the commit that is going on. So the write path never touches a
/// page per customer.
/// </summary>
internal sealed class PostingIndex(PostingKind kind, int rowsPerBlock)
{
    private const int Groups = 64;
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly List<(int CustomerNo, long Row)> _added = [];
    private List<(int CustomerNo, long Row)> _tail = [];
    private long _listedThrough;
    private long _flushedThrough;

    /// <summary>Lists anew what no block holds.</summary>
    /// <param name="database">The database.</param>
    /// <param name="unlisted">Gives customer and row, in order, after the row bound to parameter 1.</param>
    public void Load(SqliteDatabase database, string unlisted)
    {
        _listedThrough = database.ReadInt64($"SELECT last FROM postings_end WHERE kind = {(int)kind}");
        _flushedThrough = _listedThrough;
        var statement = database.Prepare(unlisted).Bind(1, _listedThrough);
        while (statement.Step())
            _tail.Add((statement.Int32(0), statement.Int64(1)));
        statement.Reset();
    }

    /// <summary>Notes a row that the commit going on writes.</summary>
    public void Add(int customerNo, long row) => _added.Add((customerNo, row));

    /// <summary>Writes a block where there is one; part of the commit.</summary>
    public void Flush(SqliteDatabase database)
    {
        if (_tail.Count < rowsPerBlock)
            return;
        var (first, last) = (_listedThrough + 1, _tail[^1].Row);
        var groups = new List<(int CustomerNo, long Row)>[Groups];
        foreach (var entry in _tail)
            (groups[entry.CustomerNo % Groups] ??= []).Add(entry);
        for (var group = 0; group < Groups; group++)
        {
            if (groups[group] is not { } entries)
                continue;
            entries.Sort();
            _buffer.ResetWrittenCount();
            PostingBlock.Write(CollectionsMarshal.AsSpan(entries), first, _buffer);
            database.Prepare("INSERT INTO postings (kind, customer_group, first, rows) VALUES (?, ?, ?, ?)")
                .Bind(1, (long)kind).Bind(2, (long)group).Bind(3, first).Bind(4, _buffer.WrittenSpan).Run();
        }

        database.Prepare("UPDATE postings_end SET last = ? WHERE kind = ?").Bind(1, last).Bind(2, (long)kind).Run();
        _flushedThrough = last;
    }

    /// <summary>The commit is durable: its rows can be found.</summary>
    public void Committed()
    {
        lock (_lock)
        {
            if (_flushedThrough > _listedThrough)
                (_tail, _listedThrough) = ([], _flushedThrough);
            _tail.AddRange(_added);
        }

        _added.Clear();
    }

    /// <summary>The commit came to nothing.</summary>
    public void RolledBack()
    {
        _added.Clear();
        _flushedThrough = _listedThrough;
    }

    /// <summary>A customer's rows, newest first.</summary>
    public IEnumerable<long> Rows(SqliteDatabase database, int customerNo)
    {
        // Memory first: a block that is written meanwhile begins after what was listed then.
        var rows = new List<long>();
        long listed;
        lock (_lock)
        {
            listed = _listedThrough;
            foreach (var (customer, row) in _tail)
            {
                if (customer == customerNo)
                    rows.Add(row);
            }
        }

        for (var i = rows.Count - 1; i >= 0; i--)
            yield return rows[i];
        for (var before = listed + 1; PreviousBlock(database, customerNo, before, rows) is { } first; before = first)
        {
            for (var i = rows.Count - 1; i >= 0; i--)
                yield return rows[i];
        }
    }

    private long? PreviousBlock(SqliteDatabase database, int customerNo, long before, List<long> rows)
    {
        rows.Clear();
        var statement = database.Prepare("SELECT first, rows FROM postings WHERE kind = ? AND customer_group = ? AND first < ? ORDER BY first DESC LIMIT 1")
            .Bind(1, (long)kind).Bind(2, (long)(customerNo % Groups)).Bind(3, before);
        if (!statement.Step())
            return null;
        var first = statement.Int64(0);
        PostingBlock.Read(statement.Blob(1), first, customerNo, rows);
        statement.Reset();
        return first;
    }
}
