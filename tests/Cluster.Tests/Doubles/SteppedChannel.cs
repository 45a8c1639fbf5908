using System.Threading.Channels;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Tests.Doubles;

/// <summary>A way to the gateways on which every message waits until the test lets it arrive.</summary>
internal sealed class SteppedChannel : IEffectsChannel
{
    private readonly Channel<CommittedEffects> _sent = Channel.CreateUnbounded<CommittedEffects>();
    private readonly SemaphoreSlim _released = new(0);

    /// <summary>What a message ends with once it is released; null where it arrives.</summary>
    public Exception? Failure { get; set; }

    public async Task SendAsync(CommittedEffects effects, CancellationToken cancellationToken)
    {
        var failure = Failure;
        _sent.Writer.TryWrite(effects);
        await _released.WaitAsync(cancellationToken);
        if (failure is not null)
            throw failure;
    }

    /// <summary>The next message that is on its way.</summary>
    /// <param name="running">Whoever sends; must not end.</param>
    public async Task<CommittedEffects> NextAsync(Task running)
    {
        var next = _sent.Reader.ReadAsync().AsTask();
        Assert.Same(next, await Task.WhenAny(next, running));
        return await next;
    }

    /// <summary>Lets the message that is on its way arrive, or fail.</summary>
    public void Release() => _released.Release();
}
