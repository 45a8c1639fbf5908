namespace PreDelinquency.Domain.Profiles;

/// <summary>
/// Channels on which the customer agreed to be contacted; where the bank says nothing, on none. Stored, and not enforced: an
/// intervention names the channel of its level, and whoever acts on it must look here first.
/// </summary>
public sealed record Consents
{
    public bool Email { get; init; }

    public bool Sms { get; init; }

    public bool Phone { get; init; }
}
