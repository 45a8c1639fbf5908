using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Gateway.Demo;

/// <summary>Takes the messages of a demo, whose customers live nowhere else: they stay with their contacts, and reach nobody.</summary>
internal sealed class DemoChannel(ContactChannel kind) : IContactChannel
{
    public ContactChannel Kind => kind;

    public string Description => $"{WireNames<ContactChannel>.Of(kind)} to nobody, as in a demo";

    public ValueTask<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken) => new(new SendResult.Accepted("demo"));
}
