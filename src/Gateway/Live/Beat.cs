namespace PreDelinquency.Gateway.Live;

/// <summary>Wakes everybody who waits. Take <see cref="Next"/> before looking for work, so that no beat is lost.</summary>
internal sealed class Beat
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next beat.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Strike() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
