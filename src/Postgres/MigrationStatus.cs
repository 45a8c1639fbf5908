namespace PreDelinquency.Postgres;

/// <summary>How far a database is with a component's schema.</summary>
/// <param name="Set">What this program knows.</param>
/// <param name="Applied">The version that the database has; 0 where it has none.</param>
public sealed record MigrationStatus(MigrationSet Set, int Applied)
{
    /// <summary>Whether the database has exactly what this program needs.</summary>
    public bool IsCurrent => Applied == Set.Version;

    /// <summary>Whether a newer program has been at the database.</summary>
    public bool IsNewer => Applied > Set.Version;

    /// <summary>What is still to be applied, in order.</summary>
    public IReadOnlyList<Migration> Pending => [.. Set.Migrations.Skip(Applied)];
}
