using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Outreach.Tests.Running;
using StableHash = PreDelinquency.Domain.StableHash;

namespace PreDelinquency.Grains.Tests.Editions;

/// <summary>
/// Outreach of one edition, on the edition's own store and service, under a live policy that holds out a fifth. Its providers take most of what
/// they are handed, its people approve most of what waits for them, and some of the customers answer: whoever does what follows from the
/// contact's id alone, and when from the stream.
/// </summary>
internal sealed class RecordedOffice : IDisposable
{
    private const int Most = 1000;

    private readonly IOutreachStore _store;
    private readonly ManualTime _clock;
    private readonly ServedPolicy _policy;
    private readonly OutreachMetrics _metrics;
    private readonly Provider[] _providers = [.. Enum.GetValues<ContactChannel>().Select(channel => new Provider(channel) { Answer = Answer })];
    private readonly ContactDesk _desk;
    private readonly OutreachRound _round;
    private readonly HashSet<string> _heardOf = new(StringComparer.Ordinal);

    /// <param name="service">Knows the customers, and the present.</param>
    /// <param name="history">Knows what became of payments.</param>
    /// <param name="store">Keeps the contacts.</param>
    /// <param name="keys">Of that store.</param>
    /// <param name="begins">From when the clock stands still between two steps.</param>
    public RecordedOffice(IRiskService service, IModelHistory history, IOutreachStore store, OutreachKeys keys, DateTimeOffset begins)
    {
        (_store, _clock) = (store, new ManualTime(begins));
        var policy = PolicyBundle.Default.Policy;
        _policy = new ServedPolicy(PolicyBundle.Default with
        {
            Policy = policy with { Mode = OutreachMode.Live, Levels = policy.Levels.ToDictionary(level => level.Key, level => level.Value with { HoldoutPercent = 20 }) },
        });
        _metrics = new OutreachMetrics(_clock);
        _desk = new ContactDesk(store, service, _policy, keys, _providers, [], _metrics, _clock);
        _round = new OutreachRound(store, service, history, _desk, _policy, _providers, _clock, NullLogger<OutreachRound>.Instance);
    }

    /// <summary>What providers were handed, by contact and attempt.</summary>
    public IReadOnlyList<string> Handed =>
        [.. Messages().OrderBy(m => m.ContactId, StringComparer.Ordinal).ThenBy(m => m.AttemptNo).Select(m => JsonSerializer.Serialize(m, OutreachJson.Options))];

    /// <summary>The stream has come to a moment: one look at all there is to do, and then people do their part.</summary>
    public async Task ComeToAsync(DateTimeOffset present, CancellationToken cancellationToken)
    {
        _clock.Advance(present - _clock.GetUtcNow());
        await _round.RunAsync(cancellationToken);
        foreach (var waiting in await _store.ReadContactsAsync(new ContactFilter { State = ContactState.AwaitingApproval }, Most, cancellationToken))
            await ReadAsync(waiting.ContactId, cancellationToken);
        foreach (var contactId in Messages().Select(message => message.ContactId).Distinct(StringComparer.Ordinal).Where(id => !_heardOf.Contains(id)).ToList())
            await HearAsync(contactId, cancellationToken);
    }

    public void Dispose()
    {
        _policy.Dispose();
        _metrics.Dispose();
    }

    private static Task<SendResult> Answer(OutboundMessage message) => Task.FromResult<SendResult>(Part(message.IdempotencyKey, of: 8) switch
    {
        0 => new SendResult.Refused("no such address"),
        1 when message.AttemptNo == 1 => new SendResult.Unavailable("busy", RetryAfter: null),
        _ => new SendResult.Accepted($"ref-{message.IdempotencyKey}"),
    });

    // An employee.
    private async Task ReadAsync(string contactId, CancellationToken cancellationToken)
    {
        if (Part(contactId, of: 4) == 0)
            await _desk.RejectAsync(contactId, "bob", "known to the branch", cancellationToken);
        else
            await _desk.ApproveAsync(contactId, "ann", (await _store.FindContactAsync(contactId, cancellationToken))!.Message!.Revision, cancellationToken);
    }

    // A customer.
    private async Task HearAsync(string contactId, CancellationToken cancellationToken)
    {
        var contact = (await _store.FindContactAsync(contactId, cancellationToken))!.Entry;
        if (contact.IsOpen)
            return;
        _heardOf.Add(contactId);
        if (contact.State != ContactState.Sent)
            return;
        ContactOutcome? answer = Part(contactId, of: 7) switch
        {
            0 => ContactOutcome.OptedOut,
            1 => ContactOutcome.Declined,
            2 => ContactOutcome.Accepted,
            _ => null,
        };
        if (answer is { } outcome)
            await _desk.RecordOutcomeAsync(contactId, outcome, channel: null, new Told("customer"), cancellationToken);
    }

    private static int Part(string id, int of) => (int)(StableHash.Of(id) % (ulong)of);

    private IEnumerable<OutboundMessage> Messages() => _providers.SelectMany(provider => provider.Handed);
}
