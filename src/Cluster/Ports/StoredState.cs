using PreDelinquency.Domain.Profiles;

namespace PreDelinquency.Cluster.Ports;

/// <summary>A customer as the store has it.</summary>
/// <param name="Version">Commits of the customer so far, by which the next one is fenced; 0 where the customer is unknown.</param>
/// <param name="State">What <see cref="Domain.Customer.Write"/> wrote; null where there was no event yet.</param>
/// <param name="Profile">Null where none was given.</param>
public sealed record StoredState(long Version, ReadOnlyMemory<byte>? State, CustomerProfile? Profile)
{
    /// <summary>Why the profile cannot be read, without its content; null where it can, or there is none.</summary>
    public string? ProfileDamage { get; init; }

    /// <summary>Whether the profile is in a form that only a later version of this program reads; it is null then.</summary>
    public bool IsProfileOfLaterVersion { get; init; }

    /// <summary>A customer that nobody knows.</summary>
    public static readonly StoredState Unknown = new(0, null, null);
}
