using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Messages;

/// <summary>A message as a customer gets it; of a call, what the caller says first. Holds personal data.</summary>
/// <param name="Channel">How it is sent.</param>
/// <param name="Language">Of the texts it was made of.</param>
/// <param name="TemplateId">Language and text, like <c>en/income_late/high/sms</c>; with the policy's version it names the template for good.</param>
/// <param name="Subject">Of an email; null else.</param>
/// <param name="Text">Lines end with a line feed.</param>
/// <param name="OfferCode">What is offered.</param>
public sealed record RenderedMessage(ContactChannel Channel, string Language, string TemplateId, string? Subject, string Text, string OfferCode);
