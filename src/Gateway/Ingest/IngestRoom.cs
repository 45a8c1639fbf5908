namespace PreDelinquency.Gateway.Ingest;

/// <summary>The room of one body; given back when it is disposed of. Not thread-safe.</summary>
internal sealed class IngestRoom : IDisposable
{
    private readonly IngestGate _gate;
    private readonly long _held;
    private long _bytes;
    private bool _entered = true;
    private long _kept;

    private IngestRoom(IngestGate gate, long bytes, long held) => (_gate, _bytes, _held) = (gate, bytes, held);

    /// <summary>Takes room unless there is none.</summary>
    /// <param name="gate">Where.</param>
    /// <param name="bytes">How much for the body.</param>
    /// <param name="held">How much for its decoder, until the end.</param>
    public static IngestRoom? TryTake(IngestGate gate, long bytes, long held)
    {
        if (!gate.TryEnter(bytes))
            return null;
        if (gate.TryHold(held))
            return new IngestRoom(gate, bytes, held);
        gate.Leave(bytes);
        return null;
    }

    /// <summary>Takes more, up to so many bytes in all, unless there is none.</summary>
    public bool TryGrow(long total)
    {
        if (total <= _bytes)
            return true;
        if (!_gate.TryEnter(total - _bytes))
            return false;
        _bytes = total;
        return true;
    }

    /// <summary>Gives it back but for some bytes, until <see cref="ResumeAsync"/>.</summary>
    public void Rest(long kept)
    {
        _gate.Rest(_bytes, kept);
        (_entered, _kept) = (false, kept);
    }

    /// <summary>Takes it again; waits until there is some.</summary>
    public async ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        await _gate.EnterAsync(_bytes, cancellationToken);
        _gate.EndRest(_kept);
        (_entered, _kept) = (true, 0);
    }

    public void Dispose()
    {
        _gate.EndHold(_held);
        if (_entered)
            _gate.Leave(_bytes);
        else
            _gate.EndRest(_kept);
    }
}
