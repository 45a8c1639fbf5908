using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests.Doubles;

/// <summary>All that the store in memory has of one customer.</summary>
internal sealed class StoredCustomer(int no)
{
    public int No => no;

    public long Version { get; set; }

    public byte[]? State { get; set; }

    public StateSummary Summary { get; set; }

    public long QuietUntilMs { get; set; }

    public CustomerProfile? Profile { get; set; }

    /// <summary>In the order in which they were applied, each with its number over all customers.</summary>
    public List<(long Position, Transaction Transaction)> Log { get; } = [];

    public List<(long Position, ScorePoint Point)> Scores { get; } = [];

    public List<SequencedIntervention> Interventions { get; } = [];

    public HashSet<string> Buried { get; } = new(StringComparer.Ordinal);

    public Dictionary<(Category, DateOnly), MissedPayment> Missed { get; } = [];

    public List<StoredCommit> Commits { get; } = [];
}
