using Npgsql;

namespace PreDelinquency.Postgres;

/// <summary>Where a PostgreSQL database is and how to get in.</summary>
public sealed class DatabaseAddress
{
    private readonly string _connectionString;

    private DatabaseAddress(string connectionString, string description) => (_connectionString, Description) = (connectionString, description);

    /// <summary>Name and place, for people; no secrets.</summary>
    public string Description { get; }

    /// <summary>Reads a connection string as Npgsql takes it, like <c>Host=db;Database=risk;Username=risk</c>.</summary>
    /// <exception cref="DatabaseException">It is none.</exception>
    public static DatabaseAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!TryParse(text, out var parts, out var reason))
        {
            // What Npgsql says of a broken text may quote a piece of it, which may be a piece of a password.
            var mayHoldPassword = text.Contains("pass", StringComparison.OrdinalIgnoreCase) || text.Contains("pwd", StringComparison.OrdinalIgnoreCase);
            throw new DatabaseException($"The connection string is not one: {(mayHoldPassword ? "a value with ; or = in it goes in quotes" : reason)}. It must be like \"Host=db;Database=risk;Username=risk\".");
        }

        if (string.IsNullOrWhiteSpace(parts.Host))
            throw new DatabaseException("The connection string names no host; it must be like \"Host=db;Database=risk;Username=risk\".");
        var database = parts.Database ?? parts.Username ?? Environment.UserName;
        return new DatabaseAddress(text, $"PostgreSQL database {database} at {parts.Host}:{parts.Port}");
    }

    /// <summary>The connection string, which may hold a password, with defaults for what it leaves open.</summary>
    /// <param name="defaults">Sets values; those that the connection string names itself stay.</param>
    public string ConnectionString(Action<NpgsqlConnectionStringBuilder> defaults)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        var parts = new NpgsqlConnectionStringBuilder();
        defaults(parts);
        foreach (var (key, value) in new NpgsqlConnectionStringBuilder(_connectionString))
            parts[key] = value;
        return parts.ConnectionString;
    }

    /// <summary>Opens a connection of its own, outside of any pool.</summary>
    /// <exception cref="DatabaseException">The database does not let in.</exception>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ConnectionString(parts => parts.ApplicationName = "predelinquency") + ";Pooling=false");
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            await connection.DisposeAsync();
            throw Failure(e);
        }
    }

    /// <summary>What went wrong, with the name of the database.</summary>
    public DatabaseException Failure(Exception e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new DatabaseException($"{Description}: {e.Message}", e);
    }

    public override string ToString() => Description;

    private static bool TryParse(string text, out NpgsqlConnectionStringBuilder parts, out string reason)
    {
        try
        {
            (parts, reason) = (new NpgsqlConnectionStringBuilder(text), "");
            return true;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            (parts, reason) = (new NpgsqlConnectionStringBuilder(), e.Message);
            return false;
        }
    }
}
