using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Live;

namespace PreDelinquency.Gateway.Ingest;

/// <summary>
/// The transactions of one body on their way into the service: parsed, gathered into chunks, and sent with a bounded number
/// of chunks in flight, so that a body of any length takes bounded memory and a service that is slow slows its reader.
/// Not thread-safe.
/// </summary>
internal sealed class IngestSession
{
    /// <summary>While one chunk is being made durable the next is applied and the one after it read and parsed. The service keeps their order.</summary>
    public const int MostInFlight = 2;

    private readonly IRiskService _service;
    private readonly LiveTransactions _live;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellation;
    private readonly Queue<(IngestChunk Chunk, Task<IReadOnlyList<IngestOutcome>> Outcomes)> _inFlight = new();
    private readonly Stack<IngestChunk> _free = new();
    private IngestChunk _gathering = new();
    private DateTimeOffset _present;

    public IngestSession(IRiskService service, LiveTransactions live, TimeProvider time, CancellationToken cancellation)
    {
        (_service, _live, _time, _cancellation) = (service, live, time, cancellation);
        _present = Present();
    }

    public IngestTally Tally { get; } = new();

    /// <summary>Every line up to this one has been dealt with, durably.</summary>
    public long SettledLine { get; private set; }

    /// <summary>How many of the lines after <see cref="SettledLine"/> have been too, as far as is known once the body is abandoned.</summary>
    public long SettledAhead { get; private set; }

    /// <summary>Whether the gathered chunk must be sent before more is added.</summary>
    public bool IsFull => _gathering.IsFull;

    /// <summary>Completes, or fails, with what is in flight now.</summary>
    public Task Settling => _inFlight.Count == 0 ? Task.CompletedTask : Task.WhenAll(_inFlight.Select(f => f.Outcomes));

    /// <summary>Parses one document.</summary>
    public void Add(long line, ReadOnlySpan<byte> json)
    {
        if (TransactionJson.TryRead(json, _present, out var transaction, out var rejection))
        {
            _gathering.Transactions.Add(transaction!);
            _gathering.Lines.Add(line);
            _gathering.LastLine = line;
        }
        else
        {
            Reject(line, rejection!.TransactionId, rejection.Error, KeptDocument.Of(json));
        }
    }

    /// <summary>Keeps a document that cannot be taken, as <see cref="KeptDocument"/> says.</summary>
    public void Reject(long line, string? transactionId, string error, string kept)
    {
        _gathering.Rejected.Add(new RejectedTransaction(line, transactionId, error));
        _gathering.LastLine = line;
        _gathering.DeadLetters.Add(new DeadLetter(kept, error, $"http line {line}", _time.GetUtcNow()));
    }

    /// <summary>Sends what is gathered; waits while enough is in flight.</summary>
    /// <exception cref="ServiceUnavailableException">An earlier chunk could not be made durable.</exception>
    public async ValueTask SendAsync()
    {
        if (_gathering.IsEmpty)
            return;

        // After a chunk that failed none may be taken: sent again, it would come after what it came before.
        while (_inFlight.Count >= MostInFlight || _inFlight.Any(f => f.Outcomes.IsFaulted))
            await SettleOldestAsync();
        var chunk = _gathering;
        _inFlight.Enqueue((chunk, _service.IngestAsync(chunk.Transactions, chunk.DeadLetters, _cancellation).AsTask()));
        _gathering = _free.TryPop(out var free) ? free : new IngestChunk();
        _present = Present();
    }

    /// <summary>Sends the rest and waits until everything is durable.</summary>
    /// <exception cref="ServiceUnavailableException">Something could not be made durable.</exception>
    public async ValueTask CompleteAsync()
    {
        await SendAsync();
        while (_inFlight.Count > 0)
            await SettleOldestAsync();
    }

    /// <summary>Lets go of the memory of chunks once everything is settled.</summary>
    public void Shrink()
    {
        _free.Clear();
        _gathering = new IngestChunk();
    }

    /// <summary>Where the body ends early: waits for what is still in flight, and counts what became durable.</summary>
    public async ValueTask AbandonAsync()
    {
        var gap = false;
        while (_inFlight.TryDequeue(out var oldest))
        {
            await ((Task)oldest.Outcomes).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var (chunk, outcomes) = oldest.Outcomes.IsCompletedSuccessfully ? (oldest.Chunk, oldest.Outcomes.Result) : KnownOf(oldest.Chunk, oldest.Outcomes.Exception?.InnerException);
            gap |= chunk != oldest.Chunk;
            Count(chunk, outcomes);
            if (gap)
                SettledAhead += outcomes.Count + chunk.Rejected.Count;
            else
                SettledLine = chunk.LastLine;
        }
    }

    // What of a chunk that failed is durable all the same, as far as the service knows.
    private static (IngestChunk Part, IReadOnlyList<IngestOutcome> Outcomes) KnownOf(IngestChunk chunk, Exception? failure)
    {
        var (part, outcomes) = (new IngestChunk(), new List<IngestOutcome>());
        if (failure is not ServiceUnavailableException { KnownOutcomes: { Count: > 0 } known })
            return (part, outcomes);
        part.Rejected.AddRange(chunk.Rejected);
        for (var i = 0; i < known.Count; i++)
        {
            if (known[i] is not { } outcome)
                continue;
            part.Transactions.Add(chunk.Transactions[i]);
            part.Lines.Add(chunk.Lines[i]);
            outcomes.Add(outcome);
        }

        return (part, outcomes);
    }

    private async ValueTask SettleOldestAsync()
    {
        // It stays in line until it is settled: where it fails, so does all that comes after it.
        var (chunk, outcomes) = _inFlight.Peek();
        Count(chunk, await outcomes);
        _inFlight.Dequeue();
        SettledLine = chunk.LastLine;
        chunk.Clear();
        _free.Push(chunk);
    }

    private void Count(IngestChunk chunk, IReadOnlyList<IngestOutcome> outcomes)
    {
        Tally.Count(chunk, outcomes);
        _live.Note(chunk.Transactions, outcomes);
    }

    /// <summary>A stream on its own time may lag behind the wall clock or run ahead of it; neither is the far future.</summary>
    private DateTimeOffset Present()
    {
        var (wall, service) = (_time.GetUtcNow(), _service.Now);
        return wall > service ? wall : service;
    }
}
