namespace PreDelinquency.Gateway.Contracts;

/// <summary>Channels on which the customer agreed to be contacted. Stored, and not enforced: whoever acts on an intervention must look here first.</summary>
public sealed record ConsentsDocument
{
    public bool Email { get; init; }

    public bool Sms { get; init; }

    public bool Phone { get; init; }
}
