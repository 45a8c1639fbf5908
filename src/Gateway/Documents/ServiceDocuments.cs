using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Figures and health in their wire form.</summary>
internal static class ServiceDocuments
{
    public static StatsDocument ToDocument(this ServiceStats stats) => new()
    {
        Customers = stats.Customers,
        ByLevel = Enum.GetValues<RiskLevel>().ToDictionary(RiskLevels.Name, level => stats.ByLevel.GetValueOrDefault(level)),
        AverageRisk = stats.AverageRisk,
        Transactions = stats.Transactions,
        Duplicates = stats.Duplicates,
        DeadLetters = stats.DeadLetters,
        Interventions = stats.Interventions,
        TransactionsPerSecond = stats.TransactionsPerSecond,
        Queued = stats.Queued,
        Now = stats.Now,
        ModelVersion = stats.ModelVersion,
    };

    public static HealthDocument ToDocument(this IReadOnlyList<PartHealth> parts)
    {
        var ready = parts.All(p => p.Healthy || !p.IsEssential);
        return new HealthDocument
        {
            Status = ready ? "ready" : "not_ready",
            Live = true,
            Ready = ready,
            Parts = [.. parts.Select(p => new HealthPartDocument(p.Part, p.Healthy, p.Detail, p.IsEssential))],
        };
    }
}
