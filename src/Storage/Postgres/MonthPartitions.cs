using Npgsql;

namespace PreDelinquency.Storage.Postgres;

/// <summary>Sees to it that the months of what is about to be written have their partitions. Used by the one thread that writes.</summary>
/// <param name="table">A table that is kept by month.</param>
/// <param name="ensure">The database's function that makes a partition where it is missing.</param>
internal sealed class MonthPartitions(string table, string ensure = "ensure_month_partition")
{
    private readonly HashSet<int> _known = [];
    private readonly HashSet<int> _wanted = [];
    private long _start;
    private long _end;

    /// <summary>Notes a moment that is about to be written.</summary>
    public void Want(DateTimeOffset moment)
    {
        // Neighbours mostly share their month.
        var ticks = moment.UtcTicks;
        if (ticks >= _start && ticks < _end)
            return;
        var utc = moment.UtcDateTime;
        var first = new DateTime(utc.Year, utc.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        (_start, _end) = (first.Ticks, first.Year == 9999 && first.Month == 12 ? DateTime.MaxValue.Ticks : first.AddMonths(1).Ticks);
        var month = (first.Year * 12) + first.Month - 1;
        if (!_known.Contains(month))
            _wanted.Add(month);
    }

    /// <summary>Makes what is missing, as part of the transaction that goes on.</summary>
    public void Ensure(NpgsqlConnection connection)
    {
        foreach (var month in _wanted)
        {
            using var command = new NpgsqlCommand($"SELECT {ensure}($1, $2)", connection)
            {
                Parameters = { new NpgsqlParameter { Value = table }, new NpgsqlParameter { Value = new DateOnly(month / 12, (month % 12) + 1, 1) } },
            };
            command.ExecuteNonQuery();
        }
    }

    /// <summary>What was made is there to stay.</summary>
    public void Committed()
    {
        _known.UnionWith(_wanted);
        _wanted.Clear();
    }

    /// <summary>What was made is not there, and what is known may not be there any more.</summary>
    public void RolledBack()
    {
        _known.Clear();
        _wanted.Clear();
        (_start, _end) = (0, 0);
    }
}
