using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Storage.Outreach;

namespace PreDelinquency.Storage;

/// <content>The outbox, and what came back.</content>
public sealed partial class OutreachStore
{
    private const int IdsAtOnce = 100;
    private const string OutboxColumns = "contact_id, customer_id, channel, next_ms, tries, since_ms, leased_by, leased_until_ms";

    public async ValueTask<long> ReadPositionAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("SELECT proposals_through FROM outreach_progress WHERE id = 1", row => row.Int64(0), cancellationToken))[0];

    public async ValueTask<IReadOnlyDictionary<ContactChannel, int>> ReadUsedBudgetAsync(DateOnly day, CancellationToken cancellationToken) =>
        (await ReadAsync("SELECT channel, used FROM outreach_budgets WHERE day = $1", row => KeyValuePair.Create((ContactChannel)row.Int64(0), (int)row.Int64(1)), cancellationToken, (long)day.DayNumber)).ToDictionary();

    public async ValueTask<IReadOnlyDictionary<string, long>> ReadLedgerVersionsAsync(IReadOnlyCollection<string> customerIds, CancellationToken cancellationToken) =>
        (await ReadOfAsync("SELECT customer_id, version FROM outreach_ledgers WHERE customer_id", customerIds, row => (Id: row.Text(0), Version: row.Int64(1)), cancellationToken))
            .ToDictionary(ledger => ledger.Id, ledger => ledger.Version, StringComparer.Ordinal);

    /// <summary>Rows of some ids, of one moment.</summary>
    /// <param name="sql">Up to the column of the id.</param>
    /// <param name="ids">None twice.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    private async ValueTask<IReadOnlyList<T>> ReadOfAsync<T>(string sql, IReadOnlyCollection<string> ids, Func<IOutreachRow, T> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        await using var session = await _database.BeginAsync(writes: false, cancellationToken);
        var found = new List<T>();
        foreach (var some in ids.Chunk(IdsAtOnce))
        {
            var parameters = string.Join(", ", Enumerable.Range(1, some.Length).Select(n => string.Create(CultureInfo.InvariantCulture, $"${n}")));
            found.AddRange(await session.QueryAsync($"{sql} IN ({parameters})", read, cancellationToken, [.. some]));
        }

        return found;
    }

    public async ValueTask<IReadOnlyList<OutboxEntry>> ClaimAsync(ContactChannel channel, string owner, DateTimeOffset now, DateTimeOffset leasedUntil, int limit, CancellationToken cancellationToken)
    {
        await using var session = await _database.BeginAsync(writes: true, cancellationToken);
        var free = await session.QueryAsync(
            $"SELECT {OutboxColumns} FROM outreach_outbox WHERE channel = $1 AND next_ms <= $2 AND (leased_until_ms IS NULL OR leased_until_ms <= $2) ORDER BY next_ms, contact_id LIMIT $3",
            ReadOutbox, cancellationToken, (long)channel, Ms(now), (long)limit);
        var claimed = new List<OutboxEntry>();
        // As whoever reads it finds it.
        var until = Moment(Ms(leasedUntil));
        foreach (var entry in free)
        {
            if (await LeaseAsync(session, entry.ContactId, owner, now, leasedUntil, cancellationToken))
                claimed.Add(entry with { LeasedBy = owner, LeasedUntil = until });
        }

        await session.CommitAsync(cancellationToken);
        return claimed;
    }

    public async ValueTask<OutboxEntry?> ClaimAsync(string contactId, string owner, DateTimeOffset now, DateTimeOffset leasedUntil, CancellationToken cancellationToken)
    {
        await using var session = await _database.BeginAsync(writes: true, cancellationToken);
        if (!await LeaseAsync(session, contactId, owner, now, leasedUntil, cancellationToken))
            return null;
        var claimed = await session.QueryAsync($"SELECT {OutboxColumns} FROM outreach_outbox WHERE contact_id = $1", ReadOutbox, cancellationToken, contactId);
        await session.CommitAsync(cancellationToken);
        return claimed[0];
    }

    public async ValueTask ReleaseAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        await using var session = await _database.BeginAsync(writes: true, cancellationToken);
        foreach (var entry in entries)
        {
            await session.ExecuteAsync(
                "UPDATE outreach_outbox SET leased_by = NULL, leased_until_ms = NULL WHERE contact_id = $1 AND leased_by = $2 AND leased_until_ms = $3",
                cancellationToken, entry.ContactId, entry.LeasedBy, Ms(entry.LeasedUntil));
        }

        await session.CommitAsync(cancellationToken);
    }

    public async ValueTask<OutboxEntry?> ReadOutboxAsync(string contactId, CancellationToken cancellationToken) =>
        await ReadAsync($"SELECT {OutboxColumns} FROM outreach_outbox WHERE contact_id = $1", ReadOutbox, cancellationToken, contactId) is [var entry] ? entry : null;

    public async ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(ContactChannel channel, int limit, CancellationToken cancellationToken) => await ReadAsync(
        """
        SELECT o.contact_id, o.customer_id, o.channel, next_ms, tries, since_ms, leased_by, leased_until_ms
        FROM outreach_outbox o JOIN outreach_contacts c ON c.contact_id = o.contact_id
        WHERE o.channel = $1 ORDER BY c.priority, c.probability DESC, c.proposed_ms, o.contact_id LIMIT $2
        """,
        ReadOutbox, cancellationToken, (long)channel, (long)limit);

    public async ValueTask<IReadOnlyList<OutboxEntry>> ReadAbandonedAsync(ContactChannel channel, DateTimeOffset now, int limit, CancellationToken cancellationToken) => await ReadAsync(
        $"SELECT {OutboxColumns} FROM outreach_outbox WHERE channel = $1 AND leased_until_ms <= $2 ORDER BY leased_until_ms, contact_id LIMIT $3",
        ReadOutbox, cancellationToken, (long)channel, Ms(now), (long)limit);

    public async ValueTask<OutreachBacklog> ReadBacklogAsync(CancellationToken cancellationToken)
    {
        await using var session = await _database.BeginAsync(writes: false, cancellationToken);
        var outbox = await session.QueryAsync(
            "SELECT channel, COUNT(*), MIN(since_ms) FROM outreach_outbox GROUP BY channel",
            row => KeyValuePair.Create((ContactChannel)row.Int64(0), ((int)row.Int64(1), Moment(row.Int64(2)))), cancellationToken);
        var states = (await session.QueryAsync(
            "SELECT state, COUNT(*) FROM outreach_contacts WHERE state IN ($1, $2) GROUP BY state",
            row => KeyValuePair.Create((ContactState)row.Int64(0), (int)row.Int64(1)), cancellationToken, (long)ContactState.AwaitingApproval, (long)ContactState.Failed)).ToDictionary();
        return new OutreachBacklog(outbox.ToDictionary(), states.GetValueOrDefault(ContactState.AwaitingApproval), states.GetValueOrDefault(ContactState.Failed));
    }

    public async ValueTask<IReadOnlyList<OutreachOutcome>> ReadOutcomesAsync(string contactId, CancellationToken cancellationToken) => await ReadAsync(
        "SELECT contact_id, outcome, at_ms, source FROM outreach_outcomes WHERE contact_id = $1 ORDER BY at_ms, outcome",
        row => new OutreachOutcome(row.Text(0), (ContactOutcome)row.Int64(1), Moment(row.Int64(2)), row.Text(3)), cancellationToken, contactId);

    public async ValueTask<IReadOnlyList<CustomerAnswer>> ReadAnswersAsync(int limit, CancellationToken cancellationToken) => await ReadAsync(
        // The outcomes stand as numbers, as those of the index do.
        $"""
        SELECT a.contact_id, MIN(a.at_ms) FROM outreach_outcomes a
        WHERE a.outcome IN ({(int)ContactOutcome.Replied}, {(int)ContactOutcome.Accepted})
          AND NOT EXISTS (SELECT 1 FROM outreach_outcomes f WHERE f.contact_id = a.contact_id AND f.outcome = {(int)ContactOutcome.FollowedUp} AND f.at_ms >= a.at_ms)
        GROUP BY a.contact_id ORDER BY MIN(a.at_ms), a.contact_id LIMIT $1
        """,
        row => new CustomerAnswer(row.Text(0), Moment(row.Int64(1))), cancellationToken, (long)limit);

    public async ValueTask<IReadOnlyList<ObjectionReview>> ReadReviewsAsync(string? customerId, bool openOnly, int limit, CancellationToken cancellationToken)
    {
        await using var session = await _database.BeginAsync(writes: false, cancellationToken);
        var where = (customerId is null ? "$1 = ''" : "customer_id = $1") + (openOnly ? " AND closed_ms IS NULL" : "");
        var found = await session.QueryAsync(
            $"SELECT objection_id, customer_id, review FROM outreach_objections WHERE {where} ORDER BY at_ms DESC, objection_id LIMIT $2",
            row => (ObjectionId: row.Text(0), CustomerId: row.Text(1), Review: row.Bytes(2)), cancellationToken, customerId ?? "", (long)limit);
        var reviews = new List<ObjectionReview>();
        foreach (var (objectionId, owner, review) in found)
        {
            try
            {
                // Erasure takes objections along with the key: one without its key is being erased.
                if ((await FindKeyAsync(session, owner, cancellationToken)).Key is { } key)
                    reviews.Add(Opened(key, objectionId, owner, review));
            }
            catch (StoreException e) when (customerId is null && e is { IsPermanent: true, CustomerId: not null })
            {
                LeaveOut(objectionId, e);
            }
        }

        return reviews;
    }

    private ObjectionReview Opened(CustomerKey key, string objectionId, string customerId, byte[] review)
    {
        try
        {
            return Json<ObjectionReview>(key.Open(review) ?? throw new CryptographicException("It is sealed under another key."));
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            throw Damaged($"the objection {objectionId}", customerId, e);
        }
    }

    private static async ValueTask<bool> LeaseAsync(IOutreachSession session, string contactId, string owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE outreach_outbox SET leased_by = $1, leased_until_ms = $2 WHERE contact_id = $3 AND (leased_until_ms IS NULL OR leased_until_ms <= $4)",
            cancellationToken, owner, Ms(until), contactId, Ms(now)) == 1;

    private static OutboxEntry ReadOutbox(IOutreachRow row) => new()
    {
        ContactId = row.Text(0),
        CustomerId = row.Text(1),
        Channel = (ContactChannel)row.Int64(2),
        NextAt = Moment(row.Int64(3)),
        Tries = (int)row.Int64(4),
        Since = Moment(row.Int64(5)),
        LeasedBy = row.IsNull(6) ? null : row.Text(6),
        LeasedUntil = row.IsNull(7) ? null : Moment(row.Int64(7)),
    };
}
