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

    /// <summary>Waits for those before, and acts.</summary>
    /// <exception cref="ServiceUnavailableException">One before it failed.</exception>
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

    /// <summary>Ends a turn that nobody waits for any more, once those before have ended; one that was taken has ended already.</summary>
    public async Task LeaveAsync(CustomerTurn turn)
    {
        if (!turn.End.Task.IsCompleted)
            End(turn, await turn.Before);
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
