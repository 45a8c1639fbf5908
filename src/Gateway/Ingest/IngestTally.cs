using PreDelinquency.Domain;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Ingest;

/// <summary>Counts what became of the lines of one body. Lists a bounded number of rejections.</summary>
internal sealed class IngestTally
{
    private readonly List<RejectedTransaction> _rejected = [];

    public long Accepted { get; private set; }

    public long Duplicates { get; private set; }

    public long RejectedCount { get; private set; }

    /// <summary>A chunk is durable.</summary>
    public void Count(IngestChunk chunk, IReadOnlyList<IngestOutcome> outcomes)
    {
        foreach (var rejected in chunk.Rejected)
            Reject(rejected);
        for (var i = 0; i < outcomes.Count; i++)
        {
            var outcome = outcomes[i];
            switch (outcome.Applied)
            {
                case Applied.Accepted:
                    Accepted++;
                    break;
                case Applied.Duplicate:
                    Duplicates++;
                    break;
                default:
                    Reject(new RejectedTransaction(chunk.Lines[i], chunk.Transactions[i].TransactionId, outcome.Error ?? "timestamp is too old"));
                    break;
            }
        }
    }

    public IngestAnswer ToAnswer() => new()
    {
        Accepted = Accepted,
        Duplicates = Duplicates,
        Rejected = [.. _rejected.OrderBy(r => r.Line)],
        RejectedCount = RejectedCount,
    };

    private void Reject(RejectedTransaction rejected)
    {
        RejectedCount++;
        if (_rejected.Count < IngestAnswer.MostListed)
            _rejected.Add(rejected);
    }
}
