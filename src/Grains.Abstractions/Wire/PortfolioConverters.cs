using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Grains.Abstractions.Wire;

[RegisterConverter]
internal sealed class PortfolioConverters :
    IConverter<CustomerSummary, CustomerSummarySurrogate>, IConverter<ListedCustomer, ListedCustomerSurrogate>,
    IConverter<FrontRunner, FrontRunnerSurrogate>, IConverter<ShardFigures, ShardFiguresSurrogate>
{
    public CustomerSummary ConvertFromSurrogate(in CustomerSummarySurrogate surrogate) =>
        new(surrogate.CustomerId, surrogate.Probability, (RiskLevel)surrogate.Level, (Maturity)surrogate.Maturity, surrogate.LatestEvent);

    public CustomerSummarySurrogate ConvertToSurrogate(in CustomerSummary value) => new()
    {
        CustomerId = value.CustomerId,
        Probability = value.Probability,
        Level = (byte)value.Level,
        Maturity = (byte)value.Maturity,
        LatestEvent = value.LatestEvent,
    };

    public ListedCustomer ConvertFromSurrogate(in ListedCustomerSurrogate surrogate) => new(
        surrogate.CustomerId, surrogate.Version, new StateSummary(surrogate.Probability, (RiskLevel)surrogate.Level, (Maturity)surrogate.Maturity, surrogate.LatestEvent));

    public ListedCustomerSurrogate ConvertToSurrogate(in ListedCustomer value) => new()
    {
        CustomerId = value.CustomerId,
        Version = value.Version,
        Probability = value.Summary.Probability,
        Level = (byte)value.Summary.Level,
        Maturity = (byte)value.Summary.Maturity,
        LatestEvent = value.Summary.LatestEvent,
    };

    public FrontRunner ConvertFromSurrogate(in FrontRunnerSurrogate surrogate) => new(surrogate.CustomerId, surrogate.Ms);

    public FrontRunnerSurrogate ConvertToSurrogate(in FrontRunner value) => new() { CustomerId = value.CustomerId, Ms = value.Ms };

    public ShardFigures ConvertFromSurrogate(in ShardFiguresSurrogate surrogate) => new()
    {
        Sums = new RiskSums
        {
            Customers = surrogate.Customers,
            Low = surrogate.Low,
            Medium = surrogate.Medium,
            High = surrogate.High,
            Critical = surrogate.Critical,
            Scored = surrogate.Scored,
            ProbabilitySumE9 = surrogate.ProbabilitySumE9,
        },
        Furthest = surrogate.Furthest,
    };

    public ShardFiguresSurrogate ConvertToSurrogate(in ShardFigures value) => new()
    {
        Customers = value.Sums.Customers,
        Low = value.Sums.Low,
        Medium = value.Sums.Medium,
        High = value.Sums.High,
        Critical = value.Sums.Critical,
        Scored = value.Sums.Scored,
        ProbabilitySumE9 = value.Sums.ProbabilitySumE9,
        Furthest = [.. value.Furthest],
    };
}
