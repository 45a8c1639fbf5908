using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring.Portfolios;

/// <summary>How many customers stood at each level at one moment.</summary>
public sealed class PortfolioDay
{
    private readonly int[] _byLevel = new int[Enum.GetValues<RiskLevel>().Length];
    private long _probabilitySumE9;

    /// <summary>Customers with a score.</summary>
    public int Customers => _byLevel.Sum();

    /// <summary>Mean probability, 0 to 1; 0 of nobody.</summary>
    public double AverageRisk => Customers == 0 ? 0 : _probabilitySumE9 / 1e9 / Customers;

    public int Of(RiskLevel level) => _byLevel[(int)level];

    internal void Add(RiskLevel level, long customers, long probabilitySumE9)
    {
        _byLevel[(int)level] += checked((int)customers);
        _probabilitySumE9 += probabilitySumE9;
    }

    internal void Add(PortfolioDay other)
    {
        for (var level = 0; level < _byLevel.Length; level++)
            _byLevel[level] += other._byLevel[level];
        _probabilitySumE9 += other._probabilitySumE9;
    }
}
