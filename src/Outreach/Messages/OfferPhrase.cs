namespace PreDelinquency.Outreach.Messages;

/// <summary>How a language puts an offer, so that it completes the sentences of its texts.</summary>
/// <param name="Brief">For text messages.</param>
/// <param name="Full">For emails and calls.</param>
public sealed record OfferPhrase(Template Brief, Template Full);
