using Microsoft.Extensions.Hosting;

namespace PreDelinquency.Grains.Portfolio;

/// <summary>
/// Counts the silos that this one saw alive and that died: what they had not reported yet nobody will. One that leaves in order
/// says so first and reports what it has, and is not counted. Any thread.
/// </summary>
internal sealed class SiloDeaths(IClusterMembershipService membership) : BackgroundService
{
    private readonly HashSet<SiloAddress> _alive = [];
    private int _count;

    /// <summary>How many died.</summary>
    public int Count => Volatile.Read(ref _count);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            foreach (var member in snapshot.Members.Values)
                Note(member.SiloAddress, member.Status);
        }
    }

    private void Note(SiloAddress silo, SiloStatus status)
    {
        // Orleans says Stopping of one that breaks off, and ShuttingDown of one that leaves in order.
        if (status is SiloStatus.Joining or SiloStatus.Active)
            _alive.Add(silo);
        else if (status is SiloStatus.ShuttingDown)
            _alive.Remove(silo);
        else if (status is SiloStatus.Dead && _alive.Remove(silo))
            Interlocked.Increment(ref _count);
    }
}
