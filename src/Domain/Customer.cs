using System.Buffers;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain;

/// <summary>
/// One customer: bounded rolling behaviour, the current score, the open episode. Two entry points change it,
/// <see cref="Apply"/> and <see cref="Tick"/>; both are deterministic and do no I/O. Not thread-safe.
/// </summary>
public sealed class Customer
{
    public Customer(string id) => Id = id;

    public string Id { get; }

    /// <summary>Read when a message is written; not part of <see cref="Write"/>.</summary>
    public CustomerProfile? Profile { get; set; }

    /// <summary>The latest score; a probability of 0 before the first event.</summary>
    public RiskScore Score { get; private set; }

    /// <summary>Timestamp of the latest accepted event.</summary>
    public DateTimeOffset? LatestEvent { get; private set; }

    public long TransactionCount { get; private set; }

    /// <summary>Days from the first to the latest event, both counted.</summary>
    public int HistoryDays => 0;

    /// <summary>Number of interventions proposed so far; the next one's id carries this plus one.</summary>
    public int InterventionCount { get; private set; }

    /// <summary>Makes sure that the next intervention's number is greater than the given one (after a recovery).</summary>
    public void SkipInterventionsTo(int number) => InterventionCount = Math.Max(InterventionCount, number);

    /// <summary>An event happened. Days that ended since the last event are judged first, as <see cref="Tick"/> would have.</summary>
    public Applied Apply(Transaction transaction, ModelBundle model, CustomerEffects effects) => throw new InvalidOperationException();

    /// <summary>Time passed: judges every local day that began up to now and was not judged yet. Without events for 45 days nothing more is judged.</summary>
    public void Tick(DateTimeOffset now, ModelBundle model, CustomerEffects effects) => throw new InvalidOperationException();

    /// <summary>Scores and explains as of a moment, changing nothing.</summary>
    public RiskAssessment Assess(DateTimeOffset now, ModelBundle model) => throw new InvalidOperationException();

    /// <summary>Fills the feature vector as of a moment, in catalogue order.</summary>
    public void Features(DateTimeOffset now, Span<double> features) => throw new InvalidOperationException();

    /// <summary>Appends the state in a versioned binary form; equal states give equal bytes.</summary>
    public void Write(IBufferWriter<byte> output) => throw new InvalidOperationException();

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Not a state, or one of a newer version.</exception>
    public static Customer Read(string id, ReadOnlySpan<byte> state) => throw new InvalidOperationException();
}
