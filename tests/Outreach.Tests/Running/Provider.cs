using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>A provider that does what the test says, and remembers what it was handed.</summary>
internal sealed class Provider(ContactChannel kind) : IContactChannel
{
    private readonly Lock _lock = new();
    private readonly List<OutboundMessage> _handed = [];

    /// <summary>In order; several may come at once.</summary>
    public IReadOnlyList<OutboundMessage> Handed
    {
        get
        {
            lock (_lock)
                return [.. _handed];
        }
    }

    public void Forget()
    {
        lock (_lock)
            _handed.Clear();
    }

    /// <summary>What it answers.</summary>
    public Func<OutboundMessage, Task<SendResult>> Answer { get; set; } = message => Task.FromResult<SendResult>(new SendResult.Accepted($"ref-{message.ContactId}"));

    public ContactChannel Kind => kind;

    public string Description => "a test's provider";

    public async ValueTask<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
            _handed.Add(message);
        return await Answer(message);
    }
}
