namespace PreDelinquency.EndToEnd.Tests.Kill;

/// <summary>The gateway that is up now. Whoever meets a dead one waits here for the next.</summary>
public sealed class Outage
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private readonly Lock _gate = new();
    private TaskCompletionSource<GatewayProcess> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GatewayProcess? _current;

    /// <summary>The gateway of the moment, or the next one where it is not the one given.</summary>
    /// <param name="dead">The one that was seen to be dead, if any.</param>
    public Task<GatewayProcess> NextAsync(GatewayProcess? dead)
    {
        lock (_gate)
        {
            return _current is not null && _current != dead
                ? Task.FromResult(_current)
                : _next.Task.WaitAsync(Deadline);
        }
    }

    public void Up(GatewayProcess gateway)
    {
        lock (_gate)
        {
            _current = gateway;
            _next.SetResult(gateway);
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
