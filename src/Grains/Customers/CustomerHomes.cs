namespace PreDelinquency.Grains.Customers;

/// <summary>
/// Which silo a customer belongs to, where nobody asks for another: the one of the highest random weight (rendezvous hashing,
/// Thaler and Ravishankar 1998). So every silo answers the same, and where a silo comes or goes only its own share of the
/// customers moves.
/// </summary>
internal sealed class CustomerHomes(IClusterMembershipService membership, ILocalSiloDetails local)
{
    /// <summary>Changes whenever the cluster does.</summary>
    public MembershipVersion Version => membership.CurrentSnapshot.Version;

    /// <summary>The silo of this process.</summary>
    public SiloAddress Here => local.SiloAddress;

    /// <summary>Whether a customer belongs here, as the cluster is now.</summary>
    public bool IsHome(string customerId)
    {
        SiloAddress[] active = [.. membership.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress)];
        return active.Length == 0 || Among(active, customerId).Equals(Here);
    }

    /// <summary>The silo of a customer among some, of which there is at least one.</summary>
    public static SiloAddress Among(IReadOnlyList<SiloAddress> silos, string customerId)
    {
        var hash = Domain.StableHash.Of(customerId);
        return silos.MaxBy(silo => Mix(hash ^ Mix((uint)silo.GetConsistentHashCode())))!;
    }

    // The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input moves every bit of the output.
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
