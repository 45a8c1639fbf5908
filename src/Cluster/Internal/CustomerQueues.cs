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
                turn.Before = _last.GetValueOrDefault(turn.CustomerId);
                _last[turn.CustomerId] = turn;
            }
        }
    }

    /// <summary>Waits for those before, and acts. What ends otherwise than by a refusal, as one that is cancelled, ends its turn by <see cref="Leave"/>.</summary>
    /// <exception cref="ServiceUnavailableException">It failed, or one before it did.</exception>
    public async Task TakeAsync(CustomerTurn turn, Func<Task> act, CancellationToken cancellationToken)
    {
        if (await turn.WaitAsync(cancellationToken) is { } failure)
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
    /// Ends a turn that was broken off, or never taken; nothing is done for one that was taken to its end. Those behind it fail, once those
    /// before have ended, as behind one that failed: nobody knows what was taken, and whoever broke it off may send it again. Who enters
    /// from now on comes after the break and waits for those before alone.
    /// </summary>
    public void Leave(CustomerTurn turn)
    {
        lock (_lock)
        {
            if (turn.End.Task.IsCompleted)
                return;
            turn.HasLeft = true;
            if (turn.Before is { End.Task.IsCompleted: false } before)
            {
                if (ReferenceEquals(_last[turn.CustomerId], turn))
                    SetLast(turn.CustomerId, StandingFrom(before));
                _ = EndAfterAsync(turn, before);
            }
            else
            {
                End(turn, turn.Before?.End.Task.Result ?? BrokenOff(turn));
            }
        }
    }

    /// <summary>The last turn from this one back that was not broken off and has not ended; null where there is none.</summary>
    private static CustomerTurn? StandingFrom(CustomerTurn? turn)
    {
        while (turn is { HasLeft: true })
            turn = turn.Before;
        return turn is { End.Task.IsCompleted: false } ? turn : null;
    }

    private void SetLast(string customerId, CustomerTurn? turn)
    {
        if (turn is null)
            _last.Remove(customerId);
        else
            _last[customerId] = turn;
    }

    private async Task EndAfterAsync(CustomerTurn turn, CustomerTurn before) => End(turn, await before.End.Task ?? BrokenOff(turn));

    private static ServiceUnavailableException BrokenOff(CustomerTurn turn) =>
        new($"What came in before it for customer {turn.CustomerId} was broken off.") { CustomerId = turn.CustomerId };

    // Under the lock as a whole, so that nobody enters behind a turn that has ended.
    private void End(CustomerTurn turn, ServiceUnavailableException? failure)
    {
        lock (_lock)
        {
            turn.End.TrySetResult(failure);
            turn.Before = null;
            if (ReferenceEquals(_last.GetValueOrDefault(turn.CustomerId), turn))
                _last.Remove(turn.CustomerId);
        }
    }
}
