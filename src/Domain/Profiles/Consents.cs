namespace PreDelinquency.Domain.Profiles;

/// <summary>
/// Channels on which the customer agreed to be contacted; where the bank says nothing, on none. An intervention is proposed whatever
/// they are; whoever decides about contacts looks here first.
/// </summary>
public sealed record Consents
{
    public bool Email { get; init; }

    public bool Sms { get; init; }

    public bool Phone { get; init; }
}
