using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Internal;

/// <summary>Lets each customer's parts of batches go one after another, in the order in which they entered. Any thread.</summary>
internal sealed class CustomerQueues
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CustomerTurn> _last = new(StringComparer.Ordinal);

    /// <summary>Takes a place for each; every turn that enters must leave.</summary>
    public void Enter(IReadOnlyList<CustomerTurn> turns)
    {
        lock (_lock)
        {
            foreach (var turn in turns)
            {
                if (_last.TryGetValue(turn.CustomerId, out var before))
                    turn.Before = before.End.Task;
                _last[turn.CustomerId] = turn;
            }
        }
    }

    /// <summary>Waits for those before, and acts. What ends otherwise than by a refusal, as one that is cancelled, ends its turn by <see cref="LeaveAsync"/>.</summary>
    /// <exception cref="ServiceUnavailableException">It failed, or one before it did.</exception>
    public async Task TakeAsync(CustomerTurn turn, Func<Task> act)
    {
        if (await turn.Before is { } failure)
        {
            End(turn, failure);
            throw failure;
        }

        try
        {
            await act();
            End(turn, null);
        }
        catch (ServiceUnavailableException e)
        {
            End(turn, e);
            throw;
        }
    }

    /// <summary>
    /// Ends a turn that was broken off, or never taken, once those before have ended; one that was taken to its end has ended
    /// already. Those behind it fail as behind one that failed: nobody knows what was taken, and whoever broke it off may send it again.
    /// </summary>
    public async Task LeaveAsync(CustomerTurn turn)
    {
        if (!turn.End.Task.IsCompleted)
            End(turn, await turn.Before ?? new ServiceUnavailableException($"What came in before it for customer {turn.CustomerId} was broken off.") { CustomerId = turn.CustomerId });
    }

    private void End(CustomerTurn turn, ServiceUnavailableException? failure)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_last.GetValueOrDefault(turn.CustomerId), turn))
                _last.Remove(turn.CustomerId);
        }

        turn.End.TrySetResult(failure);
    }
}
