using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>What goes into the audit log.</summary>
public static class AuditDrafts
{
    /// <summary>The kind of decision records.</summary>
    public const string Decision = "decision";

    /// <summary>The kind of what came back of a contact.</summary>
    public const string Outcome = "outcome";

    /// <summary>The kind of what a new contact counts by for effects.</summary>
    public const string Assignment = "assignment";

    /// <summary>The kind of a customer's objection, with its statement.</summary>
    public const string ObjectionStatement = "objection_statement";

    /// <summary>The kind of what its review came to.</summary>
    public const string ObjectionResolution = "objection_resolution";

    /// <summary>The kind of a policy that somebody proposed; the body names version and person.</summary>
    public const string PolicyProposed = "policy_proposed";

    /// <summary>The kind of one that somebody else confirmed.</summary>
    public const string PolicyConfirmed = "policy_confirmed";

    /// <summary>The kind of one that came into force by a folder alone; the body names version and folder.</summary>
    public const string PolicyLoaded = "policy_loaded";

    /// <summary>The kind of one that was rejected.</summary>
    public const string PolicyRejected = "policy_rejected";

    /// <summary>The kind of entries that say that a customer was forgotten; the body names whom.</summary>
    public const string CustomerErased = "customer_erased";

    private static readonly HashSet<string> LedgerEvents = typeof(LedgerEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(derived => (string)derived.TypeDiscriminator!).ToHashSet(StringComparer.Ordinal);

    /// <summary>An event of a customer's ledger, under its own name.</summary>
    public static AuditDraft Of(string customerId, LedgerEvent change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new(change.At, JsonNamingPolicy.SnakeCaseLower.ConvertName(change.GetType().Name), customerId, ContactOf(change), JsonSerializer.Serialize(change, OutreachJson.Options));
    }

    /// <summary>Whether entries of a kind are events of a ledger.</summary>
    public static bool IsLedgerEvent(string kind) => LedgerEvents.Contains(kind);

    public static AuditDraft Of(DecisionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(record.At, Decision, record.CustomerId, record.ContactId, JsonSerializer.Serialize(record, OutreachJson.Options));
    }

    /// <summary>Anything else.</summary>
    /// <param name="at">When.</param>
    /// <param name="kind">In snake_case.</param>
    /// <param name="customerId">Whom it concerns; null where nobody.</param>
    /// <param name="contactId">Which contact; null where none.</param>
    /// <param name="body">What is to be said.</param>
    public static AuditDraft Of<T>(DateTimeOffset at, string kind, string? customerId, string? contactId, T body) =>
        new(at, kind, customerId, contactId, JsonSerializer.Serialize(body, OutreachJson.Options));

    private static string? ContactOf(LedgerEvent change) => change switch
    {
        LedgerEvent.ContactOpened e => e.Proposal.ContactId,
        LedgerEvent.ContactMoved e => e.ContactId,
        LedgerEvent.ContactApproved e => e.ContactId,
        LedgerEvent.ContactRejected e => e.ContactId,
        LedgerEvent.ContactDeclined e => e.ContactId,
        LedgerEvent.AttemptBegun e => e.ContactId,
        LedgerEvent.AttemptEnded e => e.ContactId,
        LedgerEvent.DeliveryFailed e => e.ContactId,
        LedgerEvent.ContactResent e => e.ContactId,
        _ => null,
    };
}
