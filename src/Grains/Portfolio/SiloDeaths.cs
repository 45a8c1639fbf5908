using Microsoft.Extensions.Hosting;

namespace PreDelinquency.Grains.Portfolio;

/// <summary>
/// Counts the silos that this one saw and that died: what they had not reported yet nobody will. One that leaves in order says last
/// that it has reported all, and is not counted; one that only began to leave is. Any thread.
/// </summary>
/// <param name="membership">Who belongs to the cluster.</param>
/// <param name="reportedAll">Whether a silo that is gone said that it had nothing left to report.</param>
internal sealed class SiloDeaths(IClusterMembershipService membership, Func<SiloAddress, CancellationToken, ValueTask<bool>> reportedAll) : BackgroundService
{
    private readonly HashSet<SiloAddress> _members = [];
    private int _count;

    /// <summary>How many died.</summary>
    public int Count => Volatile.Read(ref _count);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            foreach (var member in snapshot.Members.Values)
                await NoteAsync(member.SiloAddress, member.Status, stoppingToken);
        }
    }

    private async ValueTask NoteAsync(SiloAddress silo, SiloStatus status, CancellationToken stoppingToken)
    {
        if (status != SiloStatus.Dead)
            _members.Add(silo);
        else if (_members.Remove(silo) && !await reportedAll(silo, stoppingToken))
            Interlocked.Increment(ref _count);
    }
}
