using System.Security.Cryptography;
using System.Text;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// Keeps documents that no customer can be named for, each once however often it is sent: by a hash of what is kept of its
/// text, over the latest <see cref="MostKnown"/> dead letters. Any thread.
/// </summary>
internal sealed class MalformedDocuments(EngineCore core) : IDisposable
{
    /// <summary>Dead letters that are known again; one that lies further back is kept a second time.</summary>
    public const int MostKnown = 16_384;

    private const int Page = 1024;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HashSet<UInt128> _known = [];
    private readonly Queue<UInt128> _oldestFirst = [];
    private bool _isLoaded;

    /// <summary>Sends new ones to the commit; who waits hears once these and all that were known already are durable.</summary>
    /// <exception cref="StoreException">What is known cannot be read now; nothing was taken.</exception>
    public async Task BuryAsync(IReadOnlyList<DeadLetter> letters, Acknowledgement waiting, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_isLoaded)
                await LoadAsync(cancellationToken);

            // They concern no customer, so they go to the commit straight away, behind those that hold what is left out here.
            var unit = new PendingUnit(null);
            unit.Unit.DeadLetters.AddRange(letters.Where(letter => TryAdd(letter)).Select(letter => new DeadLetterEntry(letter)));
            unit.Waiting.Add(waiting);
            core.Committer.Submit(unit);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        _known.Clear();
        _oldestFirst.Clear();
        var after = Math.Max(0, core.Committer.Totals.DeadLetters - MostKnown);
        while (await core.Store.ReadDeadLettersAsync(after, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var (_, letter) in page)
                TryAdd(letter);
            after = page[^1].Sequence;
        }

        _isLoaded = true;
    }

    private bool TryAdd(DeadLetter letter)
    {
        // Cryptographic, so that nobody can make a document that hides another.
        var hash = BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(letter.Document)));
        if (!_known.Add(hash))
            return false;
        _oldestFirst.Enqueue(hash);
        if (_oldestFirst.Count > MostKnown)
            _known.Remove(_oldestFirst.Dequeue());
        return true;
    }
}
