using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Ports;

/// <summary>What one change of one customer's ledger makes durable: all of it or nothing.</summary>
public sealed record OutreachCommit
{
    /// <summary>After the change.</summary>
    public required Ledger Ledger { get; init; }

    /// <summary>The version that the change was decided on.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>Added or replaced. A message that is null leaves the one that is stored.</summary>
    public IReadOnlyList<ContactRecord> Contacts { get; init; } = [];

    /// <summary>Added or replaced.</summary>
    public IReadOnlyList<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>Contacts that leave the outbox.</summary>
    public IReadOnlyList<string> LeavesOutbox { get; init; } = [];

    /// <summary>The customer's from then on, all of them; null where they stay as they are.</summary>
    public IReadOnlyList<OptOut>? OptOuts { get; init; }

    public BudgetTake? Takes { get; init; }

    /// <summary>Those that are known already are passed over.</summary>
    public IReadOnlyList<OutreachOutcome> Outcomes { get; init; } = [];

    /// <summary>Added or replaced.</summary>
    public IReadOnlyList<ObjectionReview> Reviews { get; init; } = [];

    public IReadOnlyList<AuditDraft> Audit { get; init; } = [];

    /// <summary>Every proposal up to this sequence is decided; null where that does not change. The stored position never goes back.</summary>
    public long? ThroughSequence { get; init; }
}
