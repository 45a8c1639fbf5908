namespace PreDelinquency.Gateway.Ingest;

/// <summary>The room of one body; given back when it is disposed of. Not thread-safe.</summary>
/// <param name="gate">Where it was taken.</param>
/// <param name="bytes">How much, taken already.</param>
internal sealed class IngestRoom(IngestGate gate, long bytes) : IDisposable
{
    private long _bytes = bytes;
    private bool _entered = true;
    private long _kept;

    /// <summary>Takes more, up to so many bytes in all, unless there is none.</summary>
    public bool TryGrow(long total)
    {
        if (total <= _bytes)
            return true;
        if (!gate.TryEnter(total - _bytes))
            return false;
        _bytes = total;
        return true;
    }

    /// <summary>Gives it back but for some bytes, until <see cref="ResumeAsync"/>.</summary>
    public void Rest(long kept)
    {
        gate.Rest(_bytes, kept);
        (_entered, _kept) = (false, kept);
    }

    /// <summary>Takes it again; waits until there is some.</summary>
    public async ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        await gate.EnterAsync(_bytes, cancellationToken);
        gate.EndRest(_kept);
        (_entered, _kept) = (true, 0);
    }

    public void Dispose()
    {
        if (_entered)
            gate.Leave(_bytes);
        else
            gate.EndRest(_kept);
    }
}
