namespace PreDelinquency.Domain.Profiles;

/// <summary>Channels on which the customer agreed to be contacted. Where the bank says nothing, contact is allowed on none.</summary>
public sealed record Consents
{
    public bool Email { get; init; }

    public bool Sms { get; init; }

    public bool Phone { get; init; }
}
