using System.Collections.Concurrent;

namespace PreDelinquency.Engine.Tests;

/// <summary>Keeps what it hears.</summary>
internal sealed class RecordingListener : ICommitListener
{
    public ConcurrentQueue<CommittedEffects> Heard { get; } = [];

    public void OnCommitted(CommittedEffects effects) => Heard.Enqueue(effects);
}
