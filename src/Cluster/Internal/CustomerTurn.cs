using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Internal;

/// <summary>One customer's part of a batch, in the queue of that customer.</summary>
/// <param name="customerId">The customer.</param>
/// <param name="places">Where its transactions stand in the batch.</param>
internal sealed class CustomerTurn(string customerId, int[] places)
{
    public string CustomerId => customerId;

    public int[] Places => places;

    /// <summary>The turn that this one waits for; null where nothing of the customer was on its way as it entered.</summary>
    public CustomerTurn? Before { get; set; }

    /// <summary>Whether it was broken off and waits for those before it to end.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Ends with this turn: with what went wrong, or with null.</summary>
    public TaskCompletionSource<ServiceUnavailableException?> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends, with what went wrong or null, once nothing of the customer is on its way before this.</summary>
    public Task<ServiceUnavailableException?> WaitAsync(CancellationToken cancellationToken) =>
        Before?.End.Task.WaitAsync(cancellationToken) ?? Task.FromResult<ServiceUnavailableException?>(null);
}
