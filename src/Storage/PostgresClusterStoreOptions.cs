namespace PreDelinquency.Storage;

/// <summary>How a <see cref="PostgresClusterStore"/> writes.</summary>
public sealed record PostgresClusterStoreOptions
{
    /// <summary>Connections that commit at the same time, 1 to 16. While one waits for the disk, another gathers and sends.</summary>
    public int Writers { get; init; } = 2;

    /// <summary>Most commits that one database transaction makes durable together, 1 to 10,000.</summary>
    public int MostCommits { get; init; } = 1000;

    /// <summary>About how many bytes one database transaction writes at most; a single commit may be larger.</summary>
    public int MostBytes { get; init; } = 8 << 20;

    /// <summary>Most commits that wait for a writer; who brings more waits to hand them over.</summary>
    public int MostWaiting { get; init; } = 8192;

    /// <exception cref="ArgumentOutOfRangeException">A value is not allowed; names it and the rule.</exception>
    internal void Validate()
    {
        Require(nameof(Writers), Writers, 1, 16);
        Require(nameof(MostCommits), MostCommits, 1, 10_000);
        Require(nameof(MostBytes), MostBytes, 1, 256 << 20);
        Require(nameof(MostWaiting), MostWaiting, 1, 1_000_000);
    }

    private static void Require(string name, int value, int least, int most)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"must be {least} to {most}.");
    }
}
