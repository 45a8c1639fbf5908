namespace PreDelinquency.Gateway.Contracts;

/// <summary>Channels on which the customer agreed to be contacted. Outreach asks them before every contact; without one, there is none by that channel.</summary>
public sealed record ConsentsDocument
{
    public bool Email { get; init; }

    public bool Sms { get; init; }

    public bool Phone { get; init; }
}
