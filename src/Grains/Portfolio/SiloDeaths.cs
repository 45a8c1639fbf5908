namespace PreDelinquency.Grains.Portfolio;

/// <summary>Tells whether a silo has left the cluster for good since the last look, in order or not. One caller at a time.</summary>
internal sealed class SiloDeaths(IClusterMembershipService membership)
{
    private HashSet<SiloAddress> _seen = DeadIn(membership);

    public bool Look()
    {
        var dead = DeadIn(membership);
        var isMore = !dead.IsSubsetOf(_seen);
        _seen = dead;
        return isMore;
    }

    private static HashSet<SiloAddress> DeadIn(IClusterMembershipService membership) =>
        [.. membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Dead).Select(member => member.SiloAddress)];
}
