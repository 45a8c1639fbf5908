using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>What a provider gets, as JSON in snake_case.</summary>
/// <param name="IdempotencyKey">Also the header <c>Idempotency-Key</c>: whoever has seen it acts no second time.</param>
/// <param name="Channel"><c>sms</c> or <c>phone</c>.</param>
/// <param name="To">E.164 number.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Text">To send, or to say first.</param>
/// <param name="OfferCode">The bank's name for what is offered.</param>
/// <param name="NotAfter">From then on it must not be delivered any more.</param>
internal sealed record ProviderMessage(string IdempotencyKey, string Channel, string To, string Language, string Text, string OfferCode, DateTimeOffset NotAfter)
{
    public static ProviderMessage Of(OutboundMessage message) =>
        new(message.IdempotencyKey, WireNames<ContactChannel>.Of(message.Channel), message.Address, message.Language, message.Text, message.OfferCode, message.NotAfter);
}
