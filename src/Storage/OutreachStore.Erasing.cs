using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Storage;

/// <content>Forgetting a customer.</content>
public sealed partial class OutreachStore
{
    /// <summary>In the order in which they are asked.</summary>
    private static readonly string[] Erasing =
    [
        "DELETE FROM outreach_outcomes WHERE contact_id IN (SELECT contact_id FROM outreach_contacts WHERE customer_id = $1)",
        "DELETE FROM outreach_contacts WHERE customer_id = $1",
        "DELETE FROM outreach_outbox WHERE customer_id = $1",
        "DELETE FROM outreach_objections WHERE customer_id = $1",
        "INSERT INTO outreach_customer_keys (customer_id, key_no, wrapped) VALUES ($1, 0, NULL) ON CONFLICT (customer_id) DO UPDATE SET wrapped = NULL",
    ];

    public async ValueTask<bool> EraseAsync(ErasureOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var customerId = order.CustomerId;
        await using var session = await _database.BeginAsync(writes: true, cancellationToken);
        // By the moment as the log gives it back, so that the ledger can be held against it. First of all: whoever decides about the customer meanwhile is refused by the version, and two who erase come one after the other.
        var erased = Ledger.OfErased(customerId, Moment(Ms(order.At)));
        await session.ExecuteAsync(
            "INSERT INTO outreach_ledgers (customer_id, version, ledger) VALUES ($1, 1, $2) ON CONFLICT (customer_id) DO UPDATE SET ledger = excluded.ledger, version = outreach_ledgers.version + 1",
            cancellationToken, customerId, ToJson(erased));
        if (await session.QueryAsync("SELECT key_no FROM outreach_customer_keys WHERE customer_id = $1 AND wrapped IS NULL", row => row.Int64(0), cancellationToken, customerId) is [_])
            return false;
        foreach (var statement in Erasing)
            await session.ExecuteAsync(statement, cancellationToken, customerId);
        await PutAsync(session, customerId, erased.OptOuts, cancellationToken);
        // Of no customer: it stays readable, and says no more than the ids of the entries before.
        var body = new Dictionary<string, string>(StringComparer.Ordinal) { ["customer_id"] = customerId, ["by"] = order.By, ["reason"] = WireNames<ErasureReason>.Of(order.Reason) };
        await AppendAsync(session, [new AuditDraft(order.At, AuditDrafts.CustomerErased, null, null, ToJson(body))], cancellationToken);
        await session.CommitAsync(cancellationToken);
        return true;
    }
}
