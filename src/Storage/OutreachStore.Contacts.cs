using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Storage.Outreach;

namespace PreDelinquency.Storage;

/// <content>Contacts. Lists leave out rows that cannot be read, so that one of one customer keeps nobody from those of all others.</content>
public sealed partial class OutreachStore
{
    private const string ListContacts = "SELECT contact_id, customer_id, sequence, contact FROM outreach_contacts WHERE";

    /// <summary>Of a table that a newer program wrote every row may be unreadable: a few say it as well as all.</summary>
    private const int MostLeftOut = 1000;

    private readonly Lock _leftOutLock = new();
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);
    private List<StoreException> _untold = [];

    public async ValueTask<ContactRecord?> FindContactAsync(string contactId, CancellationToken cancellationToken)
    {
        await using var session = await _database.BeginAsync(writes: false, cancellationToken);
        var found = await session.QueryAsync(
            "SELECT contact_id, customer_id, sequence, contact, message FROM outreach_contacts WHERE contact_id = $1",
            row => (Stored: ReadStored(row), Message: row.IsNull(4) ? null : row.Bytes(4)), cancellationToken, contactId);
        if (found is not [var (stored, message)])
            return null;
        var contact = ToContact(stored);
        return message is null ? contact : contact with { Message = Opened((await FindKeyAsync(session, stored.CustomerId, cancellationToken)).Key, message) };
    }

    public async ValueTask<IReadOnlyList<ContactRecord>> ReadWholeContactsAsync(IReadOnlyCollection<string> contactIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        var whole = new List<ContactRecord>();
        foreach (var contactId in contactIds)
        {
            try
            {
                if (await FindContactAsync(contactId, cancellationToken) is { } contact)
                    whole.Add(contact);
            }
            catch (StoreException e) when (e is { IsPermanent: true, CustomerId: not null })
            {
                LeaveOut(contactId, e);
            }
        }

        return whole;
    }

    public async ValueTask<IReadOnlyList<ContactRecord>> ReadContactsAsync(IReadOnlyCollection<string> contactIds, CancellationToken cancellationToken) =>
        [.. Readable(await ReadOfAsync($"{ListContacts} contact_id", contactIds, ReadStored, cancellationToken))];

    public async ValueTask<IReadOnlyList<ContactRecord>> ReadContactsAsync(ContactFilter filter, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (conditions, arguments) = (new List<string>(), new List<object?>());
        Where("sequence >", filter.AfterSequence);
        if (filter.State is { } state)
            Where("state =", (long)state);
        if (filter.Channel is { } channel)
            Where("channel =", (long)channel);
        if (filter.CustomerId is { } customerId)
            Where("customer_id =", customerId);
        if (filter.ProposedFrom is { } from)
            Where("proposed_ms >=", Ms(from));
        if (filter.HasPaymentOutcome is { } known)
            conditions.Add(known ? "payment_outcome IS NOT NULL" : "payment_outcome IS NULL");
        return await ReadReadableAsync($"{ListContacts} {string.Join(" AND ", conditions)} ORDER BY sequence{(filter.IsLatestFirst ? " DESC" : "")}", arguments, limit, cancellationToken);

        void Where(string comparison, object value)
        {
            arguments.Add(value);
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"{comparison} ${arguments.Count}"));
        }
    }

    public ValueTask<IReadOnlyList<ContactRecord>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        ReadReadableAsync($"{ListContacts} due_ms <= $1 ORDER BY priority, probability DESC, proposed_ms, contact_id", [Ms(now)], limit, cancellationToken);

    public IReadOnlyList<StoreException> TakeLeftOut()
    {
        lock (_leftOutLock)
        {
            var taken = _untold;
            _untold = [];
            return taken;
        }
    }

    /// <summary>As many as are asked for, where there are as many that can be read: whoever gets fewer has come to the end.</summary>
    private async ValueTask<IReadOnlyList<ContactRecord>> ReadReadableAsync(string sql, List<object?> arguments, int limit, CancellationToken cancellationToken)
    {
        var page = string.Create(CultureInfo.InvariantCulture, $"{sql} LIMIT ${arguments.Count + 1} OFFSET ${arguments.Count + 2}");
        await using var session = await _database.BeginAsync(writes: false, cancellationToken);
        var contacts = new List<ContactRecord>();
        for (var (read, wanted) = (0, limit); wanted > 0; wanted = limit - contacts.Count)
        {
            var stored = await session.QueryAsync(page, ReadStored, cancellationToken, [.. arguments, (long)wanted, (long)read]);
            contacts.AddRange(Readable(stored));
            if (stored.Count < wanted)
                break;
            read += stored.Count;
        }

        return contacts;
    }

    private IEnumerable<ContactRecord> Readable(IEnumerable<StoredContact> stored)
    {
        foreach (var row in stored)
        {
            ContactRecord contact;
            try
            {
                contact = ToContact(row);
            }
            catch (StoreException e)
            {
                LeaveOut(row.ContactId, e);
                continue;
            }

            yield return contact;
        }
    }

    private ContactRecord ToContact(StoredContact stored)
    {
        try
        {
            var contact = Json<ContactRecord>(stored.Json);
            // By its columns a list goes on: one that says another place would come again and again.
            return contact is { Entry.Proposal: { } proposal } && proposal.ContactId == stored.ContactId && proposal.CustomerId == stored.CustomerId && contact.Sequence == stored.Sequence
                ? contact
                : throw new JsonException("It is another contact's, or another place's.");
        }
        catch (JsonException e)
        {
            throw Damaged($"the contact {stored.ContactId}", stored.CustomerId, e);
        }
    }

    // A contact whose message is damaged is read all the same: it cannot be sent, and says so.
    private static RenderedMessage? Opened(CustomerKey? key, byte[] message)
    {
        try
        {
            return key?.Open(message) is { } opened ? Json<RenderedMessage>(opened) : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private void LeaveOut(string id, StoreException reason)
    {
        lock (_leftOutLock)
        {
            if (_leftOut.Count < MostLeftOut && _leftOut.Add(id))
                _untold.Add(reason);
        }
    }

    private StoreException Damaged(string what, string customerId, Exception e) => new($"{Description}: {what} of {customerId} cannot be read.", e) { IsPermanent = true, CustomerId = customerId };

    private static StoredContact ReadStored(IOutreachRow row) => new(row.Text(0), row.Text(1), row.Int64(2), row.Text(3));

    /// <summary>As it lies in its row; the ids and its place in lists are those of its columns.</summary>
    private readonly record struct StoredContact(string ContactId, string CustomerId, long Sequence, string Json);
}
