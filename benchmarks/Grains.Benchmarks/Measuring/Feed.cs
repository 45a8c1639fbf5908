using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Grains.Benchmarks.Measuring;

/// <summary>
/// Synthetic lives in order of time, handed out piece by piece: first months of history, so that habits are known, then one piece
/// for each repetition. A later piece goes on where the one before ended, as time does.
/// </summary>
internal sealed class Feed
{
    private const int HistoryMonths = 3;
    private readonly List<Transaction> _stream;
    private readonly int _pieceSize;
    private int _next;

    /// <param name="customers">How many live.</param>
    /// <param name="pieces">How many pieces will be taken beside the history.</param>
    /// <param name="pieceSize">Transactions of a piece.</param>
    /// <param name="prefix">Begins the customers' ids, where the same lives are led twice.</param>
    public Feed(int customers, int pieces, int pieceSize, string prefix = "")
    {
        _pieceSize = pieceSize;
        for (var months = HistoryMonths + 1; ; months += 1 + (months / 4))
        {
            var population = new Population(new PopulationOptions { Customers = customers, Months = months, Start = new DateOnly(2020, 1, 1) });
            _stream = [.. population.Transactions().Select(t => prefix.Length == 0 ? t : t with { CustomerId = prefix + t.CustomerId }).OrderBy(t => t.Timestamp)];
            var begin = _stream[0].Timestamp.AddMonths(HistoryMonths);
            HistorySize = _stream.FindIndex(t => t.Timestamp >= begin);
            if (_stream.Count - HistorySize >= (long)pieces * pieceSize)
                return;
        }
    }

    public int HistorySize { get; }

    /// <summary>Transactions handed out so far.</summary>
    public int Taken => _next;

    /// <summary>The first piece, which stays to be taken.</summary>
    public IReadOnlyList<Transaction> Peek() => _stream.GetRange(HistorySize, _pieceSize);

    public List<Transaction> TakeHistory() => Take(HistorySize);

    public List<Transaction> TakePiece() => Take(_pieceSize);

    private List<Transaction> Take(int count)
    {
        var taken = _stream.GetRange(_next, count);
        _next += count;
        return taken;
    }
}
