namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Who moves a lever.</summary>
public enum LeverActor : byte
{
    Customer,
    Bank,

    /// <summary>The customer, and a bank can make it possible.</summary>
    Both,
}
