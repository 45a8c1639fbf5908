using System.Text.Json;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Storage.Outreach;

namespace PreDelinquency.Storage;

/// <summary>
/// Outreach in a SQLite file beside the engine's store, or in a PostgreSQL database, by the same statements. Messages, statements of
/// objections and audit entries of customers are sealed under each customer's own key.
/// </summary>
public sealed partial class OutreachStore : IOutreachStore
{
    private readonly IOutreachDatabase _database;
    private readonly OutreachKeys _keys;

    private OutreachStore(IOutreachDatabase database, OutreachKeys keys) => (_database, _keys) = (database, keys);

    public string Description => _database.Description;

    /// <summary>Opens that of a folder, which belongs to whoever has the engine's store in it.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static OutreachStore OpenFolder(string folder, OutreachKeys keys) => new(SqliteOutreachDatabase.Open(folder), keys);

    /// <summary>Opens that of a folder to read alone, also while a gateway writes.</summary>
    /// <exception cref="StoreException">There is none, or it is of another version.</exception>
    public static OutreachStore OpenFolderForReading(string folder, OutreachKeys keys) => new(SqliteOutreachDatabase.OpenForReading(folder), keys);

    /// <summary>Opens that of a PostgreSQL database.</summary>
    /// <param name="connectionString">As Npgsql takes it.</param>
    /// <param name="keys">Kept outside of the database.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The database does not let in, or its schema is newer or cannot be brought up to date.</exception>
    public static async Task<OutreachStore> OpenDatabaseAsync(string connectionString, OutreachKeys keys, CancellationToken cancellationToken) =>
        new(await PostgresOutreachDatabase.OpenAsync(connectionString, migrates: true, cancellationToken), keys);

    /// <summary>Opens that of a cluster, whose processes share a PostgreSQL database and do not change its schema.</summary>
    /// <param name="connectionString">As Npgsql takes it.</param>
    /// <param name="keys">Kept outside of the database, the same for all processes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The database does not let in, its schema is not up to date, or it was written with other keys.</exception>
    public static async Task<OutreachStore> OpenSharedAsync(string connectionString, OutreachKeys keys, CancellationToken cancellationToken)
    {
        var store = new OutreachStore(await PostgresOutreachDatabase.OpenAsync(connectionString, migrates: false, cancellationToken), keys);
        try
        {
            await store.RequireKeysAsync(notes: true, cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes sure that the keys are those that this store was first opened with.</summary>
    /// <param name="notes">Whether they become those where none are noted yet.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">They are not.</exception>
    public async ValueTask RequireKeysAsync(bool notes, CancellationToken cancellationToken)
    {
        var fingerprints = _keys.Fingerprints;
        await using var session = await _database.BeginAsync(notes, cancellationToken);
        if (notes)
        {
            foreach (var (name, fingerprint) in fingerprints)
                await session.ExecuteAsync("INSERT INTO outreach_keys (name, fingerprint) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", cancellationToken, name, fingerprint);
        }

        var noted = await session.QueryAsync("SELECT name, fingerprint FROM outreach_keys ORDER BY name", row => (Name: row.Text(0), Fingerprint: row.Bytes(1)), cancellationToken);
        var others = noted.Where(key => !fingerprints.TryGetValue(key.Name, out var own) || !own.AsSpan().SequenceEqual(key.Fingerprint)).Select(key => key.Name).ToList();
        if (others.Count > 0)
            throw new StoreException($"{Description}: {string.Join(", ", others)} of the keys beside the program {(others.Count == 1 ? "is" : "are")} not what this store was written with: bring them back from a backup of the keys.");
        if (notes)
            await session.CommitAsync(cancellationToken);
    }

    public async ValueTask<StoredLedger> LoadAsync(string customerId, CancellationToken cancellationToken)
    {
        try
        {
            var found = await ReadAsync("SELECT ledger, version FROM outreach_ledgers WHERE customer_id = $1", row => new StoredLedger(Json<Ledger>(row.Text(0)), row.Int64(1)), cancellationToken, customerId);
            return found is [var stored] ? stored : new(Ledger.Of(customerId), 0);
        }
        catch (JsonException e)
        {
            throw new StoreException($"{Description}: the ledger of {customerId} is damaged.", e) { IsPermanent = true, CustomerId = customerId };
        }
    }

    public async ValueTask CommitAsync(OutreachCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        await using var session = await _database.BeginAsync(writes: true, cancellationToken);
        await FenceAsync(session, commit, cancellationToken);
        if (commit.Takes is { } take)
            await TakeBudgetAsync(session, take, cancellationToken);
        var customerId = commit.Ledger.CustomerId;
        if (commit.OptOuts is { } optOuts)
            await PutAsync(session, customerId, optOuts, cancellationToken);
        foreach (var contact in commit.Contacts)
            await PutAsync(session, contact, cancellationToken);
        foreach (var entry in commit.Outbox)
            await PutAsync(session, entry, cancellationToken);
        foreach (var contactId in commit.LeavesOutbox)
            await session.ExecuteAsync("DELETE FROM outreach_outbox WHERE contact_id = $1", cancellationToken, contactId);
        foreach (var outcome in commit.Outcomes)
        {
            // An answer, and that somebody saw to it, may come again; of all others the first counts.
            await session.ExecuteAsync(
                $"""
                INSERT INTO outreach_outcomes (contact_id, outcome, at_ms, source) VALUES ($1, $2, $3, $4)
                ON CONFLICT (contact_id, outcome) DO UPDATE SET at_ms = excluded.at_ms, source = excluded.source
                WHERE excluded.outcome IN ({(int)ContactOutcome.Replied}, {(int)ContactOutcome.Accepted}, {(int)ContactOutcome.FollowedUp})
                """,
                cancellationToken, outcome.ContactId, (long)outcome.Outcome, Ms(outcome.At), outcome.Source);
        }

        foreach (var review in commit.Reviews)
        {
            var sealedReview = (await KeyAsync(session, customerId, cancellationToken)).Seal(ToJson(review));
            await session.ExecuteAsync(
                """
                INSERT INTO outreach_objections (objection_id, customer_id, at_ms, closed_ms, review) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (objection_id) DO UPDATE SET closed_ms = excluded.closed_ms, review = excluded.review
                """,
                cancellationToken, review.ObjectionId, customerId, Ms(review.At), Ms(review.ClosedAt), sealedReview);
        }

        if (commit.ThroughSequence is { } through)
            await MoveAsync(session, through, cancellationToken);
        await AppendAsync(session, commit.Audit, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    public async ValueTask MovePositionAsync(long throughSequence, CancellationToken cancellationToken)
    {
        await using var session = await _database.BeginAsync(writes: true, cancellationToken);
        await MoveAsync(session, throughSequence, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static async ValueTask FenceAsync(IOutreachSession session, OutreachCommit commit, CancellationToken cancellationToken)
    {
        var (customerId, json) = (commit.Ledger.CustomerId, ToJson(commit.Ledger));
        var changed = commit.ExpectedVersion == 0
            ? await session.ExecuteAsync("INSERT INTO outreach_ledgers (customer_id, version, ledger) VALUES ($1, 1, $2) ON CONFLICT (customer_id) DO NOTHING", cancellationToken, customerId, json)
            : await session.ExecuteAsync("UPDATE outreach_ledgers SET ledger = $1, version = version + 1 WHERE customer_id = $2 AND version = $3", cancellationToken, json, customerId, commit.ExpectedVersion);
        if (changed == 0)
            throw new LedgerConflictException($"The ledger of {customerId} is not at version {commit.ExpectedVersion} any more.");
    }

    private static async ValueTask TakeBudgetAsync(IOutreachSession session, BudgetTake take, CancellationToken cancellationToken)
    {
        var (day, channel) = ((long)take.Day.DayNumber, (long)take.Channel);
        await session.ExecuteAsync("INSERT INTO outreach_budgets (day, channel, used) VALUES ($1, $2, 0) ON CONFLICT (day, channel) DO NOTHING", cancellationToken, day, channel);
        if (await session.ExecuteAsync("UPDATE outreach_budgets SET used = used + 1 WHERE day = $1 AND channel = $2 AND used < $3", cancellationToken, day, channel, (long)take.Limit) == 0)
            throw new LedgerConflictException($"The budget of {take.Channel} for {take.Day:yyyy-MM-dd} is used up.");
    }

    private async ValueTask PutAsync(IOutreachSession session, ContactRecord contact, CancellationToken cancellationToken)
    {
        var customerId = contact.Proposal.CustomerId;
        var message = contact.Message is null ? null : (await KeyAsync(session, customerId, cancellationToken)).Seal(ToJson(contact.Message));
        await session.ExecuteAsync(
            """
            INSERT INTO outreach_contacts (contact_id, sequence, customer_id, state, channel, priority, probability, proposed_ms, due_ms, payment_outcome, contact, message)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (contact_id) DO UPDATE SET state = excluded.state, channel = excluded.channel, priority = excluded.priority, due_ms = excluded.due_ms,
                payment_outcome = excluded.payment_outcome, contact = excluded.contact, message = COALESCE(excluded.message, outreach_contacts.message)
            """,
            cancellationToken,
            contact.ContactId, contact.Sequence, customerId, (long)contact.Entry.State, (long?)contact.Entry.Channel, (long)contact.Priority, contact.Proposal.Probability,
            Ms(contact.Proposal.At), Ms(DueAt(contact.Entry)), (long?)contact.PaymentOutcome, ToJson(contact), message);
    }

    // One in the outbox asks before each hand-over; if nobody hands it over, it is looked at once more when it has expired.
    private static DateTimeOffset? DueAt(ContactEntry entry) => entry.State == ContactState.Sending ? entry.ExpiresAt : entry.DueAt;

    private static async ValueTask PutAsync(IOutreachSession session, OutboxEntry entry, CancellationToken cancellationToken) => await session.ExecuteAsync(
        """
        INSERT INTO outreach_outbox (contact_id, customer_id, channel, next_ms, tries, since_ms, leased_by, leased_until_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (contact_id) DO UPDATE SET channel = excluded.channel, next_ms = excluded.next_ms, tries = excluded.tries, leased_by = excluded.leased_by, leased_until_ms = excluded.leased_until_ms
        """,
        cancellationToken, entry.ContactId, entry.CustomerId, (long)entry.Channel, Ms(entry.NextAt), (long)entry.Tries, Ms(entry.Since), entry.LeasedBy, Ms(entry.LeasedUntil));

    private static async ValueTask MoveAsync(IOutreachSession session, long through, CancellationToken cancellationToken) => await session.ExecuteAsync(
        "UPDATE outreach_progress SET proposals_through = $1 WHERE id = 1 AND proposals_through < $1", cancellationToken, through);

    private async ValueTask<CustomerKey> KeyAsync(IOutreachSession session, string customerId, CancellationToken cancellationToken)
    {
        if (await FindKeyAsync(session, customerId, cancellationToken) is var (number, key) && key is not null)
            return key;
        var created = CustomerKey.Create(customerId, number + 1);
        await session.ExecuteAsync(
            """
            INSERT INTO outreach_customer_keys (customer_id, key_no, wrapped) VALUES ($1, $2, $3)
            ON CONFLICT (customer_id) DO UPDATE SET key_no = excluded.key_no, wrapped = excluded.wrapped WHERE outreach_customer_keys.wrapped IS NULL
            """,
            cancellationToken, customerId, (long)created.Number, created.Wrap(_keys));
        // Of two who make one at once the first one's holds.
        return (await FindKeyAsync(session, customerId, cancellationToken)).Key ?? throw new StoreException($"{Description}: the key of {customerId} was destroyed meanwhile.");
    }

    private async ValueTask<(int Number, CustomerKey? Key)> FindKeyAsync(IOutreachSession session, string customerId, CancellationToken cancellationToken)
    {
        var found = await session.QueryAsync(
            "SELECT key_no, wrapped FROM outreach_customer_keys WHERE customer_id = $1",
            row => (Number: (int)row.Int64(0), Wrapped: row.IsNull(1) ? null : row.Bytes(1)), cancellationToken, customerId);
        if (found is not [var (number, wrapped)])
            return (0, null);
        try
        {
            return (number, wrapped is null ? null : CustomerKey.Unwrap(_keys, customerId, number, wrapped));
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw new StoreException($"{Description}: the key of {customerId} is damaged.", e) { IsPermanent = true, CustomerId = customerId };
        }
    }

    private async ValueTask<List<T>> ReadAsync<T>(string sql, Func<IOutreachRow, T> read, CancellationToken cancellationToken, params object?[] arguments)
    {
        await using var session = await _database.BeginAsync(writes: false, cancellationToken);
        return await session.QueryAsync(sql, read, cancellationToken, arguments);
    }

    private static string ToJson<T>(T value) => JsonSerializer.Serialize(value, OutreachJson.Options);

    private static T Json<T>(string json) => JsonSerializer.Deserialize<T>(json, OutreachJson.Options) ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    private static long Ms(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds();

    private static long? Ms(DateTimeOffset? moment) => moment?.ToUnixTimeMilliseconds();

    private static DateTimeOffset Moment(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}
