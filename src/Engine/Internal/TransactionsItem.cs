using System.Buffers;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine.Internal;

/// <summary>Those transactions of a request that are one worker's.</summary>
/// <param name="request">The request.</param>
/// <param name="indexes">Places in the request's list, in order; from the shared pool.</param>
/// <param name="count">How many of the indexes count.</param>
internal sealed class TransactionsItem(IngestRequest request, int[] indexes, int count) : WorkItem(request.Models)
{
    public IngestRequest Request => request;

    public int Count => count;

    /// <summary>How many are applied already.</summary>
    public int Next { get; set; }

    public Transaction this[int i] => request.Transactions[indexes[i]];

    public void SetOutcome(int i, IngestOutcome outcome) => request.Outcomes[indexes[i]] = outcome;

    public void Release() => ArrayPool<int>.Shared.Return(indexes);
}
