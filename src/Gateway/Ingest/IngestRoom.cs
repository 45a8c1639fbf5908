namespace PreDelinquency.Gateway.Ingest;

/// <summary>The room of one body; given back when it is disposed of. Not thread-safe.</summary>
/// <param name="gate">Where it was taken.</param>
/// <param name="bytes">How much, taken already.</param>
internal sealed class IngestRoom(IngestGate gate, long bytes) : IDisposable
{
    private bool _entered = true;
    private long _kept;

    /// <summary>Gives it back but for some bytes, until <see cref="ResumeAsync"/>.</summary>
    public void Rest(long kept)
    {
        gate.Rest(bytes, kept);
        (_entered, _kept) = (false, kept);
    }

    /// <summary>Takes it again; waits until there is some.</summary>
    public async ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        await gate.EnterAsync(bytes, cancellationToken);
        gate.EndRest(_kept);
        (_entered, _kept) = (true, 0);
    }

    public void Dispose()
    {
        if (_entered)
            gate.Leave(bytes);
        else
            gate.EndRest(_kept);
    }
}
