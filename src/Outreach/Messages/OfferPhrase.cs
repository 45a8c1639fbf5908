using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Messages;

/// <summary>How a language puts an offer, so that it completes the sentences of its texts.</summary>
/// <param name="Brief">For text messages.</param>
/// <param name="Full">For emails and calls.</param>
public sealed record OfferPhrase(Template Brief, Template Full)
{
    /// <summary>As a channel says it. Phrases have no placeholders of their own.</summary>
    public string On(ContactChannel channel) => (channel == ContactChannel.Sms ? Brief : Full).Fill(_ => "");
}
