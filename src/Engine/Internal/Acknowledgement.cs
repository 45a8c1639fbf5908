namespace PreDelinquency.Engine.Internal;

/// <summary>A caller that waits until everything it handed in is durable.</summary>
internal class Acknowledgement : IWaiter
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One part is the one who hands in, so that nothing completes while parts are still being added.
    private int _parts = 1;

    public Task Task => _source.Task;

    public void AddPart() => Interlocked.Increment(ref _parts);

    public void PartDone()
    {
        if (Interlocked.Decrement(ref _parts) == 0)
            _source.TrySetResult();
    }

    public void Fail(Exception exception) => _source.TrySetException(exception);
}
