namespace PreDelinquency.Gateway.Contracts;

/// <summary>A contact that waits for a person's approval, with what the customer would get.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Reasons">Why it was proposed; for the bank's people, strongest first.</param>
/// <param name="Message">What the customer would get.</param>
public sealed record QueuedContactDocument(ContactDocument Contact, IReadOnlyList<ReasonDocument> Reasons, MessageDocument? Message);
