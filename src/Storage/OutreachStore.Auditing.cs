using System.Text;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Storage.Outreach;

namespace PreDelinquency.Storage;

/// <content>The audit log, and changes of policy.</content>
public sealed partial class OutreachStore
{
    private const string AuditColumns = "sequence, at_ms, kind, customer_id, contact_id, body, hash";

    public async ValueTask AppendAuditAsync(IReadOnlyList<AuditDraft> drafts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        await using var session = await _database.BeginAsync(writes: true, cancellationToken);
        await AppendAsync(session, drafts, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    public async ValueTask<AuditHead> ReadAuditHeadAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("SELECT audit_sequence, audit_hash FROM outreach_progress WHERE id = 1", row => new AuditHead(row.Int64(0), Convert.ToHexStringLower(row.Bytes(1))), cancellationToken))[0];

    public async ValueTask<IReadOnlyList<AuditEntry>> ReadAuditAsync(long afterSequence, int limit, bool opensBodies, CancellationToken cancellationToken)
    {
        await using var session = await _database.BeginAsync(writes: false, cancellationToken);
        var entries = await session.QueryAsync($"SELECT {AuditColumns} FROM outreach_audit WHERE sequence > $1 ORDER BY sequence LIMIT $2", ReadAudit, cancellationToken, afterSequence, (long)limit);
        return opensBodies ? await OpenAsync(session, entries, cancellationToken) : entries;
    }

    public async ValueTask<IReadOnlyList<AuditEntry>> ReadAuditAsync(string contactId, CancellationToken cancellationToken)
    {
        await using var session = await _database.BeginAsync(writes: false, cancellationToken);
        var entries = await session.QueryAsync($"SELECT {AuditColumns} FROM outreach_audit WHERE contact_id = $1 ORDER BY sequence", ReadAudit, cancellationToken, contactId);
        return await OpenAsync(session, entries, cancellationToken);
    }

    // No id is empty, so that all lie above this one.
    public async ValueTask<IReadOnlyList<string>> ReadCustomerIdsAsync(string? after, int limit, CancellationToken cancellationToken) =>
        await ReadAsync("SELECT customer_id FROM outreach_ledgers WHERE customer_id > $1 ORDER BY customer_id LIMIT $2", row => row.Text(0), cancellationToken, after ?? "", (long)limit);

    public async ValueTask<IReadOnlyList<PolicyChange>> ReadPolicyChangesAsync(int limit, CancellationToken cancellationToken) =>
        await ReadAsync("SELECT change FROM outreach_policies ORDER BY proposed_ms DESC, version LIMIT $1", row => Json<PolicyChange>(row.Text(0)), cancellationToken, (long)limit);

    public async ValueTask<PolicyChange?> FindPolicyChangeAsync(string version, CancellationToken cancellationToken) =>
        await ReadAsync("SELECT change FROM outreach_policies WHERE version = $1", row => Json<PolicyChange>(row.Text(0)), cancellationToken, version) is [var change] ? change : null;

    public async ValueTask<StoredPolicy?> ReadPolicyInForceAsync(string? known, CancellationToken cancellationToken) =>
        await ReadAsync(
            "SELECT version, files FROM outreach_policy_in_force WHERE id = 1 AND version <> $1",
            row => new StoredPolicy(row.Text(0), Json<Dictionary<string, string>>(row.Text(1))), cancellationToken, known ?? "") is [var inForce] ? inForce : null;

    public async ValueTask PutPolicyChangeAsync(PolicyChange change, PolicyChangeState? expected, StoredPolicy? inForce, AuditDraft audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var session = await _database.BeginAsync(writes: true, cancellationToken);
        var changed = expected is { } state
            ? await session.ExecuteAsync(
                "UPDATE outreach_policies SET state = $1, proposed_ms = $2, change = $3 WHERE version = $4 AND state = $5",
                cancellationToken, (long)change.State, Ms(change.ProposedAt), ToJson(change), change.Version, (long)state)
            : await session.ExecuteAsync(
                "INSERT INTO outreach_policies (version, state, proposed_ms, change) VALUES ($1, $2, $3, $4) ON CONFLICT (version) DO NOTHING",
                cancellationToken, change.Version, (long)change.State, Ms(change.ProposedAt), ToJson(change));
        if (changed == 0)
            throw new LedgerConflictException($"Policy {change.Version} was decided upon by somebody else.");
        if (inForce is not null)
        {
            await session.ExecuteAsync(
                "INSERT INTO outreach_policy_in_force (id, version, files) VALUES (1, $1, $2) ON CONFLICT (id) DO UPDATE SET version = excluded.version, files = excluded.files",
                cancellationToken, inForce.Version, ToJson(inForce.Files));
        }

        await AppendAsync(session, [audit], cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>The last thing that a transaction does: whoever appends holds the end of the log until it commits, and all others wait.</summary>
    private async ValueTask AppendAsync(IOutreachSession session, IReadOnlyList<AuditDraft> drafts, CancellationToken cancellationToken)
    {
        if (drafts.Count == 0)
            return;
        var bodies = new List<byte[]>(drafts.Count);
        foreach (var draft in drafts)
            bodies.Add(draft.CustomerId is { } customerId ? (await KeyAsync(session, customerId, cancellationToken)).Seal(draft.Body) : Encoding.UTF8.GetBytes(draft.Body));
        await session.ExecuteAsync("UPDATE outreach_progress SET audit_sequence = audit_sequence + $1 WHERE id = 1", cancellationToken, (long)drafts.Count);
        var (last, hash) = (await session.QueryAsync("SELECT audit_sequence, audit_hash FROM outreach_progress WHERE id = 1", row => (row.Int64(0), row.Bytes(1)), cancellationToken))[0];
        for (var i = 0; i < drafts.Count; i++)
        {
            var (draft, sequence) = (drafts[i], last - drafts.Count + i + 1);
            hash = AuditChain.Next(_keys.Audit, hash, sequence, Ms(draft.At), draft.Kind, draft.CustomerId, draft.ContactId, bodies[i]);
            await session.ExecuteAsync(
                $"INSERT INTO outreach_audit ({AuditColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                cancellationToken, sequence, Ms(draft.At), draft.Kind, draft.CustomerId, draft.ContactId, bodies[i], hash);
        }

        await session.ExecuteAsync("UPDATE outreach_progress SET audit_hash = $1 WHERE id = 1", cancellationToken, hash);
    }

    private async ValueTask<List<AuditEntry>> OpenAsync(IOutreachSession session, List<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, CustomerKey?>(StringComparer.Ordinal);
        var opened = new List<AuditEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.CustomerId is not { } customerId)
            {
                opened.Add(entry with { Body = Encoding.UTF8.GetString(entry.Stored.Span) });
                continue;
            }

            if (!keys.TryGetValue(customerId, out var key))
                keys.Add(customerId, key = (await FindKeyAsync(session, customerId, cancellationToken)).Key);
            opened.Add(entry with { Body = Opened(key, entry) });
        }

        return opened;
    }

    // An entry that somebody changed is read too: that it was changed is what the verification tells.
    private static string? Opened(CustomerKey? key, AuditEntry entry)
    {
        try
        {
            return key?.Open(entry.Stored.Span);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static AuditEntry ReadAudit(IOutreachRow row) => new(
        row.Int64(0), Moment(row.Int64(1)), row.Text(2), row.IsNull(3) ? null : row.Text(3), row.IsNull(4) ? null : row.Text(4), row.Bytes(5), row.Bytes(6), null);
}
