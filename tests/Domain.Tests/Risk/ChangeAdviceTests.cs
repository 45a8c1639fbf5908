using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Domain.Tests.Risk;

public sealed class ChangeAdviceTests
{
    public static TheoryData<string> TwoSided => [.. FeatureCatalogue.All.Where(f => f.Action.IsPossible && f.Adverse == AdverseSide.Both).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(TwoSided))]
    public void A_feature_that_is_adverse_on_both_sides_is_advised_to_change_on_one(string name)
    {
        var feature = Feature(name);

        Assert.Contains(name, ChangeAdvice.Names);
        Assert.True(feature.IsTelling(feature.Neutral + 2) && feature.IsTelling(feature.Neutral - 2));
        Assert.True(ChangeAdvice.IsAdvisable(feature, feature.Neutral + 2) ^ ChangeAdvice.IsAdvisable(feature, feature.Neutral - 2));
    }

    [Theory]
    [InlineData("groceries_30d_ratio", 0.2)]
    [InlineData("outflow_7d_ratio", 0.1)]
    [InlineData("discretionary_trend_7d_30d", 0.1)]
    [InlineData("card_payments_30d_ratio", 3)]
    [InlineData("housing_payments_30d_ratio", 2)]
    [InlineData("savings_drawn_30d", 2)]
    [InlineData("savings_deposits_30d_ratio", 0)]
    [InlineData("payday_repaid_30d", 1)]
    [InlineData("inflow_30d_ratio", 0.1)]
    public void Nobody_is_advised_to_spend_more_or_repay_less_or_leave_savings_alone(string name, double value)
    {
        var feature = Feature(name);

        Assert.True(feature.IsTelling(value), name);
        Assert.False(ChangeAdvice.IsAdvisable(feature, value), name);
    }

    [Theory]
    [InlineData("groceries_30d_ratio", 1.8)]
    [InlineData("card_payments_30d_ratio", 0.2)]
    [InlineData("borrowed_30d", 0.5)]
    [InlineData("income_30d_ratio", 0.3)]
    public void What_helps_is_advised(string name, double value) => Assert.True(ChangeAdvice.IsAdvisable(Feature(name), value), name);

    [Theory]
    [InlineData("days_since_income", 40)]
    [InlineData("groceries_30d_ratio", 1.01)]
    [InlineData("groceries_30d_ratio", double.NaN)]
    [InlineData("groceries_30d_ratio", double.PositiveInfinity)]
    public void What_nobody_can_change_or_is_as_usual_or_not_known_is_not(string name, double value) => Assert.False(ChangeAdvice.IsAdvisable(Feature(name), value));

    [Fact]
    public void Whatever_is_said_is_said_of_a_feature_and_in_sentences()
    {
        Assert.All(ChangeAdvice.Names, name => Assert.True(FeatureCatalogue.TryIndexOf(name, out _), name));
        Assert.Equal(ChangeAdvice.Names.Count(), ChangeAdvice.Names.Distinct().Count());
        Assert.All(FeatureCatalogue.All, f => Assert.Matches(@"^[A-Z].*\.$", ChangeAdvice.ReasonFor(f)));
    }

    private static FeatureDefinition Feature(string name)
    {
        Assert.True(FeatureCatalogue.TryIndexOf(name, out var index), name);
        return FeatureCatalogue.All[index];
    }
}
