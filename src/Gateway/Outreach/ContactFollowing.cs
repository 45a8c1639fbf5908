using PreDelinquency.Gateway.Live;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>
/// Tells the live feed of contacts that changed, whichever process changed them: each change is an entry of the audit log, whose order is
/// that in which they became visible, without gaps. What changed several times between two looks is told once, as it is by then.
/// </summary>
internal sealed class ContactFollowing(IOutreachStore store, LiveFeed feed, TimeProvider time, ILogger<ContactFollowing> logger) : BackgroundService
{
    private const int Page = 1000;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private long? _sequence;
    private bool _works = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
                _works = true;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was: all else that the gateway does must go on.
                if (_works)
                    logger.ContactsNotFollowed(e);
                _works = false;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // What was before is no news.
        _sequence ??= (await store.ReadAuditHeadAsync(cancellationToken)).Sequence;
        while (await store.ReadAuditAsync(_sequence.Value, Page, opensBodies: false, cancellationToken) is { Count: > 0 } page)
        {
            var changed = page.Where(entry => entry.ContactId is not null).Select(entry => entry.ContactId!).Distinct(StringComparer.Ordinal).ToList();
            var contacts = (await store.ReadContactsAsync(changed, cancellationToken)).ToDictionary(contact => contact.ContactId, StringComparer.Ordinal);

            // Of a customer who was forgotten meanwhile there is none.
            foreach (var contactId in changed)
            {
                if (contacts.TryGetValue(contactId, out var contact))
                    feed.OnChanged(contact);
            }

            _sequence = page[^1].Sequence;
        }
    }
}
