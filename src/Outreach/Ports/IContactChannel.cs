using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Ports;

/// <summary>A way to reach customers. At most one of each kind is in use; where there is none for phone, people call from the call list.</summary>
public interface IContactChannel
{
    /// <summary>What it carries.</summary>
    ContactChannel Kind { get; }

    /// <summary>For people; no secrets.</summary>
    string Description { get; }

    /// <summary>
    /// Hands one message over. What a provider or a network does becomes a result; only what nobody foresaw is thrown, and is then taken
    /// as in doubt. May be called for several messages at once.
    /// </summary>
    ValueTask<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken);
}
