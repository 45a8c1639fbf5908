using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Domain.Tests.Interventions;

public sealed class DriverTests
{
    [Theory]
    [InlineData("income_delay_days", 9, Driver.IncomeLate)]
    [InlineData("income_missed_cycles", 1, Driver.IncomeLate)]
    [InlineData("income_gap_ratio", 2, Driver.IncomeLate)]
    [InlineData("days_since_income", 40, Driver.IncomeLate)]
    [InlineData("income_amount_ratio", 0.5, Driver.IncomeDrop)]
    [InlineData("balance_gap", -1, Driver.LowBalance)]
    [InlineData("shopping_30d_ratio", 3, Driver.Overspending)]
    [InlineData("dining_30d_ratio", 0.2, Driver.LowBalance)]
    [InlineData("failed_payments_30d", 2, Driver.PaymentsFailed)]
    [InlineData("late_payments_30d", 2, Driver.PaymentsSlipping)]
    [InlineData("cash_30d_ratio", 4, Driver.CashStrain)]
    [InlineData("cash_trend_7d_30d", 4, Driver.CashStrain)]
    [InlineData("borrowed_30d", 0.5, Driver.ManyDebts)]
    [InlineData("gambling_7d", 0.2, Driver.Gambling)]
    [InlineData("declined_30d", 3, Driver.UnusualActivity)]
    [InlineData("net_flow_trend_30d_90d", -1, Driver.IncomeDrop)]
    public void The_strongest_reason_names_the_driver(string feature, double value, Driver driver)
    {
        var features = new double[FeatureCatalogue.Count];
        var contributions = new double[FeatureCatalogue.Count + 1];
        Assert.True(FeatureCatalogue.TryIndexOf(feature, out var index), feature);
        (features[index], contributions[index]) = (value, 0.7);

        Assert.Equal(driver, Drivers.Of(features, contributions));
    }

    [Fact]
    public void What_is_as_usual_is_no_driver()
    {
        var features = new double[FeatureCatalogue.Count];
        var contributions = new double[FeatureCatalogue.Count + 1];
        Assert.True(FeatureCatalogue.TryIndexOf("shopping_30d_ratio", out var shopping));
        Assert.True(FeatureCatalogue.TryIndexOf("cash_30d_ratio", out var cash));
        (features[shopping], contributions[shopping], features[cash], contributions[cash]) = (1.04, 2, 3, 0.1);

        Assert.Equal(Driver.CashStrain, Drivers.Of(features, contributions));
    }

    [Fact]
    public void What_is_better_than_usual_is_no_driver()
    {
        var features = new double[FeatureCatalogue.Count];
        var contributions = new double[FeatureCatalogue.Count + 1];
        Assert.True(FeatureCatalogue.TryIndexOf("late_payments_30d", out var late));
        Assert.True(FeatureCatalogue.TryIndexOf("cash_30d_ratio", out var cash));
        (features[late], contributions[late], features[cash], contributions[cash]) = (-2.07, 2, 3, 0.1);

        Assert.Equal(Driver.CashStrain, Drivers.Of(features, contributions));
    }

    [Fact]
    public void What_lowers_the_risk_is_no_driver()
    {
        var features = new double[FeatureCatalogue.Count];
        var contributions = new double[FeatureCatalogue.Count + 1];
        Assert.True(FeatureCatalogue.TryIndexOf("gambling_7d", out var gambling));
        Assert.True(FeatureCatalogue.TryIndexOf("cash_30d_ratio", out var cash));
        (contributions[gambling], features[cash], contributions[cash]) = (-2, 3, 0.1);

        Assert.Equal(Driver.CashStrain, Drivers.Of(features, contributions));
    }
}
