namespace PreDelinquency.Gateway.Contracts;

/// <summary>A contact that a customer replied to or accepted, and that nobody has seen to yet.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Since">When the customer answered.</param>
/// <param name="Message">What the customer got.</param>
/// <param name="Outcomes">What came back, in order of moments.</param>
public sealed record AnsweredContactDocument(ContactDocument Contact, DateTimeOffset Since, MessageDocument? Message, IReadOnlyList<OutcomeDocument> Outcomes);
