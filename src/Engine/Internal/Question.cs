namespace PreDelinquency.Engine.Internal;

/// <summary>A question that a worker answers between its batches.</summary>
internal sealed class Question<T>(Func<Partition, T> answer) : IWaiter
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _source.Task;

    public void Answer(Partition partition)
    {
#pragma warning disable CA1031 // Whatever goes wrong is the asker's to hear, not the worker's.
        try
        {
            _source.TrySetResult(answer(partition));
        }
        catch (Exception e)
        {
            _source.TrySetException(e);
        }
#pragma warning restore CA1031
    }

    public void Fail(Exception exception) => _source.TrySetException(exception);
}
