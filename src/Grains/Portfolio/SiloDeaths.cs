using Microsoft.Extensions.Hosting;
using PreDelinquency.Grains.Calls;

namespace PreDelinquency.Grains.Portfolio;

/// <summary>
/// Counts the silos that this one saw and that died: what they had not reported yet nobody will. One that leaves in order says last
/// that it has reported all, and is not counted; one that only began to leave is. Any thread.
/// </summary>
/// <param name="membership">Who belongs to the cluster.</param>
/// <param name="losses">Hears of every one that is gone.</param>
/// <param name="reportedAll">Whether a silo that is gone said that it had nothing left to report.</param>
internal sealed class SiloDeaths(IClusterMembershipService membership, SiloLosses losses, Func<SiloAddress, CancellationToken, ValueTask<bool>> reportedAll) : BackgroundService
{
    private readonly HashSet<SiloAddress> _members = [];
    private int _count;

    /// <summary>How many died.</summary>
    public int Count => Volatile.Read(ref _count);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nobody waits for what another one said, as who is asked may have died with it.
        var asked = new List<Task>();
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            foreach (var member in snapshot.Members.Values)
            {
                if (member.Status != SiloStatus.Dead)
                {
                    _members.Add(member.SiloAddress);
                }
                else if (_members.Remove(member.SiloAddress))
                {
                    losses.Note();
                    asked.RemoveAll(static task => task.IsCompleted);
                    asked.Add(CountAsync(member.SiloAddress, stoppingToken));
                }
            }
        }

        await Task.WhenAll(asked);
    }

    private async Task CountAsync(SiloAddress silo, CancellationToken stoppingToken)
    {
        if (!await reportedAll(silo, stoppingToken))
            Interlocked.Increment(ref _count);
    }
}
