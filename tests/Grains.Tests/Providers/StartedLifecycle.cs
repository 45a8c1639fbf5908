namespace PreDelinquency.Grains.Tests.Providers;

/// <summary>A silo's lifecycle that starts whoever takes part in it, and nothing else.</summary>
internal sealed class StartedLifecycle : ISiloLifecycle, IDisposable
{
    private readonly List<ILifecycleObserver> _observers = [];

    public int HighestCompletedStage => int.MinValue;

    public int LowestStoppedStage => int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        _observers.Add(observer);
        return this;
    }

    public Task StartAsync() => Task.WhenAll(_observers.Select(observer => observer.OnStart(CancellationToken.None)));

    public void Dispose()
    {
        // Nothing is held.
    }
}
