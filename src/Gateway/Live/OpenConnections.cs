using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace PreDelinquency.Gateway.Live;

/// <summary>
/// The hub's connections. A gateway that stops takes leave of them: who is told that it may come back does so at once, at another
/// gateway, where one whose connection breaks off is left to find out why.
/// </summary>
internal sealed class OpenConnections(IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    /// <summary>How long leave may take; who does not read by then is cut off.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (IConnectionLifetimeNotificationFeature? Leave, Task Gone)> _open = new(StringComparer.Ordinal);
    private CancellationTokenRegistration _stopping;

    /// <summary>A connection is there.</summary>
    public void Add(HubCallerContext connection)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = connection.ConnectionId;
        _open[id] = (connection.Features.Get<IConnectionLifetimeNotificationFeature>(), gone.Task);
        connection.Features.GetRequiredFeature<IConnectionLifetimeFeature>().ConnectionClosed.Register(() =>
        {
            _open.TryRemove(id, out _);
            gone.TrySetResult();
        });
    }

    // The framework, which cuts connections off when the program is asked to stop, has registered before: the last one is called first.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _stopping = lifetime.ApplicationStopping.Register(TakeLeave);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    private void TakeLeave()
    {
        var open = _open.Values.ToList();
        foreach (var (leave, _) in open)
            leave?.RequestClose();
        Task.WaitAll([.. open.Select(connection => connection.Gone)], Patience);
    }
}
