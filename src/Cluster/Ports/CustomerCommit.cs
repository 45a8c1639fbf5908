using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Ports;

/// <summary>What one call to one customer makes durable, all of it or nothing: the state that it led to, and what went in and came out.</summary>
public sealed class CustomerCommit
{
    public required string CustomerId { get; init; }

    /// <summary>The version that this follows; the stored one must be the same, and is one more afterwards.</summary>
    public required long AfterVersion { get; init; }

    /// <summary>The new state; null leaves what is stored.</summary>
    public ReadOnlyMemory<byte>? State { get; set; }

    /// <summary>What lists show of <see cref="State"/>.</summary>
    public StateSummary Summary { get; set; }

    /// <summary>Unix milliseconds before which the passing of time changes nothing, <see cref="long.MaxValue"/> for ever; null leaves what is stored.</summary>
    public long? QuietUntilMs { get; set; }

    /// <summary>Accepted ones, in the order in which they were applied.</summary>
    public List<Transaction> Transactions { get; } = [];

    public List<ScorePoint> Scores { get; } = [];

    public List<NumberedIntervention> Interventions { get; } = [];

    /// <summary>Transactions that came too late; one that is kept already is not kept again.</summary>
    public List<LateLetter> DeadLetters { get; } = [];

    /// <summary>To be added to what is stored of the same day and model.</summary>
    public List<ObservedDay> ObservedDays { get; } = [];

    /// <summary>The new profile; null leaves what is stored.</summary>
    public CustomerProfile? Profile { get; set; }

    /// <summary>One that is told again changes nothing.</summary>
    public List<MissedPayment> MissedPayments { get; } = [];

    /// <summary>Transactions that were known already; only counted.</summary>
    public int Duplicates { get; set; }

    /// <summary>W3C's traceparent of the span that led to it, kept with what is passed on; null where none is kept.</summary>
    public string? TraceParent { get; set; }

    /// <summary>Whether the store has anything to keep of it.</summary>
    public bool IsEmpty =>
        State is null && QuietUntilMs is null && Profile is null && Duplicates == 0
        && Transactions.Count + Scores.Count + Interventions.Count + DeadLetters.Count + ObservedDays.Count + MissedPayments.Count == 0;
}
