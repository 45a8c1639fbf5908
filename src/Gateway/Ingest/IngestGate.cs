namespace PreDelinquency.Gateway.Ingest;

/// <summary>Bounds how many bodies of transactions are read at once, and with it the memory that they take.</summary>
internal sealed class IngestGate
{
    /// <summary>Each holds at most one whole JSON body (10 MiB) or a few chunks of a stream.</summary>
    public const int MostBodies = 32;

    private int _inside;

    /// <summary>Enters unless it is full; each entry needs one <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inside) <= MostBodies)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _inside);
}
