namespace PreDelinquency.EndToEnd.Tests.Kill;

/// <summary>A rising number that can be waited for.</summary>
public sealed class Milestone
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private readonly Lock _gate = new();
    private long _reached;
    private (long Wanted, TaskCompletionSource Done)? _waiting;

    public void Reach(long value)
    {
        lock (_gate)
        {
            _reached = Math.Max(_reached, value);
            if (_waiting is { } waiting && _reached >= waiting.Wanted)
                waiting.Done.TrySetResult();
        }
    }

    public Task WaitAsync(long wanted)
    {
        lock (_gate)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting = (wanted, done);
            if (_reached >= wanted)
                done.SetResult();
            return done.Task.WaitAsync(Deadline);
        }
    }
}
