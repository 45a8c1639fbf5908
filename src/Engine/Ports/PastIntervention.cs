namespace PreDelinquency.Engine.Ports;

/// <summary>That help was meant for a customer, and whether it was to be acted upon.</summary>
/// <param name="CustomerNo">The customer.</param>
/// <param name="At">The moment of the event or of the tick that led to it, in the customer's offset.</param>
/// <param name="Status">A lapsed one was never published: nobody was helped by it.</param>
public readonly record struct PastIntervention(int CustomerNo, DateTimeOffset At, InterventionStatus Status);
