namespace PreDelinquency.Tests;

/// <summary>One PostgreSQL server for the tests of a class, or of a whole program, started when the first of them asks, and a database for each test.</summary>
public sealed class PostgresFixture : IDisposable
{
    private const string Template = "filled";
    private readonly Lock _lock = new();
    private PostgresServer? _server;
    private bool _isFilled;

    /// <summary>The connection string of a new, empty database; skips the test, with the reason, where this machine has no server.</summary>
    public string CreateDatabase()
    {
        lock (_lock)
            return Server().CreateDatabase();
    }

    /// <summary>The connection string of a new database that is a copy of one that is filled once.</summary>
    /// <param name="fill">Fills an empty database, and leaves no connection to it behind.</param>
    public string CreateDatabase(Action<string> fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        lock (_lock)
        {
            if (!_isFilled)
            {
                Server().CreateDatabase(name: Template);
                fill(Server().ConnectionTo(Template));
                _isFilled = true;
            }

            return Server().CreateDatabase(Template);
        }
    }

    public void Dispose() => _server?.Dispose();

    private PostgresServer Server() => _server ??= PostgresServer.Start();
}
