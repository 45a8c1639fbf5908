using System.Collections.Immutable;
using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PreDelinquency.Grains.Calls;
using PreDelinquency.Grains.Portfolio;

namespace PreDelinquency.Grains.Tests;

/// <summary>By what members say of themselves, in the order in which it is heard.</summary>
public sealed class SiloDeathsTests
{
    private static readonly SiloAddress Other = SiloAddress.New(IPAddress.Loopback, 11111, 1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, 1, SiloStatus.Active, SiloStatus.Dead)]
    [InlineData(false, 1, SiloStatus.Active, SiloStatus.ShuttingDown, SiloStatus.Dead)]
    [InlineData(false, 1, SiloStatus.Active, SiloStatus.Stopping, SiloStatus.Dead)]
    [InlineData(false, 1, SiloStatus.ShuttingDown, SiloStatus.Dead, SiloStatus.Dead)]
    [InlineData(true, 0, SiloStatus.Active, SiloStatus.ShuttingDown, SiloStatus.Dead)]
    [InlineData(false, 0, SiloStatus.Active, SiloStatus.ShuttingDown)]
    [InlineData(false, 0, SiloStatus.Dead)]
    public async Task Who_is_gone_counts_once_and_only_where_it_did_not_say_that_it_reported_all(bool reportedAll, int died, params SiloStatus[] said)
    {
        var (membership, losses) = (new Membership(), new SiloLosses(TimeProvider.System));
        using var deaths = new SiloDeaths(membership, losses, (silo, _) => new(silo.Equals(Other) && reportedAll));
        await deaths.StartAsync(Stop);

        foreach (var status in said)
            membership.Say(status);
        membership.End();
        await deaths.ExecuteTask!;

        Assert.Equal(died, deaths.Count);
        Assert.Equal(said.Length > 1 && said.Contains(SiloStatus.Dead), losses.AnyWithin(TimeSpan.FromDays(1)));
    }

    private sealed class Membership : IClusterMembershipService
    {
        private readonly Channel<ClusterMembershipSnapshot> _updates = Channel.CreateUnbounded<ClusterMembershipSnapshot>();

        public ClusterMembershipSnapshot CurrentSnapshot { get; private set; } = new(ImmutableDictionary<SiloAddress, ClusterMember>.Empty, new MembershipVersion(0));

        public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => ReadAsync();

        public void Say(SiloStatus status)
        {
            CurrentSnapshot = new ClusterMembershipSnapshot(
                ImmutableDictionary<SiloAddress, ClusterMember>.Empty.Add(Other, new ClusterMember(Other, status, "other")), new MembershipVersion(CurrentSnapshot.Version.Value + 1));
            Assert.True(_updates.Writer.TryWrite(CurrentSnapshot));
        }

        public void End() => _updates.Writer.Complete();

        public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public Task<bool> TryKill(SiloAddress siloAddress) => throw new NotSupportedException("Nobody is killed here.");

        private async IAsyncEnumerable<ClusterMembershipSnapshot> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var snapshot in _updates.Reader.ReadAllAsync(cancellationToken))
                yield return snapshot;
        }
    }
}
