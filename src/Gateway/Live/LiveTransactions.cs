using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;

namespace PreDelinquency.Gateway.Live;

/// <summary>
/// What this gateway takes in: all of it is counted, and the latest few are kept to look at. Nobody reads thousands of lines
/// a second, and nothing is held up for those who watch. Safe to use from any thread.
/// </summary>
internal sealed class LiveTransactions
{
    /// <summary>How many are kept.</summary>
    public const int MostItems = 20;

    private readonly Lock _lock = new();
    private readonly Transaction[] _latest = new Transaction[MostItems];
    private long _accepted;
    private long _told;

    /// <summary>Takes note of what was made durable.</summary>
    /// <param name="transactions">What was sent.</param>
    /// <param name="outcomes">What became of each.</param>
    public void Note(IReadOnlyList<Transaction> transactions, IReadOnlyList<IngestOutcome> outcomes)
    {
        lock (_lock)
        {
            for (var i = 0; i < transactions.Count; i++)
            {
                if (outcomes[i].Applied == Applied.Accepted)
                    _latest[_accepted++ % MostItems] = transactions[i];
            }
        }
    }

    /// <summary>What came since the last call; null where nothing did.</summary>
    public TransactionSampleDocument? Take()
    {
        List<Transaction> sample;
        long accepted;
        lock (_lock)
        {
            accepted = _accepted;
            if (accepted == _told)
                return null;
            sample = [.. Enumerable.Range(0, (int)Math.Min(MostItems, accepted - _told)).Select(ago => _latest[(accepted - 1 - ago) % MostItems])];
            _told = accepted;
        }

        return new TransactionSampleDocument(accepted, [.. sample.Select(HistoryDocuments.ToDocument)]);
    }
}
