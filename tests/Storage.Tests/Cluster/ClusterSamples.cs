using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests.Cluster;

/// <summary>Commits drawn from a seeded generator.</summary>
internal static class ClusterSamples
{
    /// <summary>A commit with a state and some of everything that a state comes with.</summary>
    /// <param name="random">Draws it.</param>
    /// <param name="customer">Number of the customer; its id is c and the number.</param>
    /// <param name="after">The version that it follows.</param>
    /// <param name="transactions">How many; their ids are unique in the customer as long as no commit has more than 100.</param>
    /// <param name="interventions">How many.</param>
    public static CustomerCommit Commit(Random random, int customer, long after, int transactions = 1, int interventions = 0)
    {
        var commit = new CustomerCommit { CustomerId = $"c{customer}", AfterVersion = after, State = State(random), QuietUntilMs = random.Next(1000), Summary = Summary(random) };
        for (var i = 0; i < transactions; i++)
            commit.Transactions.Add(Samples.Transaction(random, customer, checked((int)(after * 100) + i)));
        for (var i = random.Next(3); i > 0; i--)
            commit.Scores.Add(Score(random, (int)after));
        for (var i = 0; i < interventions; i++)
        {
            var number = checked((int)(after * 100) + i);
            commit.Interventions.Add(new NumberedIntervention(number, Samples.Intervention(random, customer, number), (InterventionStatus)random.Next(2)));
        }

        return commit;
    }

    public static ScorePoint Score(Random random, int hour) => new(Samples.Start.AddHours(hour), random.NextDouble(), (RiskLevel)random.Next(4))
    {
        ModelVersion = random.Next(4) == 0 ? null : $"model {random.Next(3)}",
        Shadow = random.Next(2) == 0 ? null : new ShadowScore($"model {random.Next(3)}", random.NextDouble(), (RiskLevel)random.Next(4)),
    };

    public static StateSummary Summary(Random random) => new(
        random.NextDouble(), (RiskLevel)random.Next(4), (Maturity)random.Next(2), Samples.Start.AddMinutes(random.Next(100_000)).ToOffset(TimeSpan.FromMinutes(random.Next(-13 * 60, 14 * 60))));

    public static byte[] State(Random random, int length = 0)
    {
        var state = new byte[length > 0 ? length : random.Next(1, 4000)];
        random.NextBytes(state);
        return state;
    }

    public static DeadLetter Letter(string document) => new(document, "error", "http", Samples.Start);
}
