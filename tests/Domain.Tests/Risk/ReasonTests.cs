using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Domain.Tests.Risk;

public sealed class ReasonTests
{
    // Shopping is as usual (within 0.05 of 1) and raises the risk, dining is as usual and lowers it, cash is far above.
    private static readonly (string Feature, double Value, double Contribution)[] Given =
        [("shopping_30d_ratio", 1.04, 0.9), ("dining_30d_ratio", 0.96, -0.8), ("cash_30d_ratio", 3, 0.7), ("failed_payments_30d", 0, 0.6)];

    private readonly double[] _features = new double[FeatureCatalogue.Count];
    private readonly double[] _contributions = new double[FeatureCatalogue.Count + 1];

    public ReasonTests()
    {
        foreach (var (feature, value, contribution) in Given)
        {
            Assert.True(FeatureCatalogue.TryIndexOf(feature, out var index), feature);
            (_features[index], _contributions[index]) = (value, contribution);
        }
    }

    [Fact]
    public void All_reasons_are_there_and_none_blames_what_is_as_usual()
    {
        var reasons = ModelBundle.Reasons(_features, _contributions, []);

        Assert.Equal(FeatureCatalogue.Count, reasons.Count);
        Assert.Equal(["dining_30d_ratio", "cash_30d_ratio"], reasons.Take(2).Select(r => r.Feature));
        Assert.EndsWith("over 30 days is as usual.", reasons[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("only together", reasons[1].Text, StringComparison.Ordinal);

        // What tells nothing by itself comes after all else.
        Assert.Equal(["shopping_30d_ratio", "failed_payments_30d"], reasons.TakeLast(2).Select(r => r.Feature));
        Assert.Equal("Spending on shopping over 30 days is as usual; this counts only together with the other figures.", reasons[^2].Text);
        Assert.EndsWith("; this counts only together with the other figures.", reasons[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lowering_reasons_name_neither_what_raises_the_risk_nor_a_sign_of_trouble()
    {
        // Groceries far above usual, and a runway that is not known, happen to lower the score.
        foreach (var (feature, value) in new[] { ("groceries_30d_ratio", 1.6), ("runway_days", double.NaN) })
        {
            Assert.True(FeatureCatalogue.TryIndexOf(feature, out var index));
            (_features[index], _contributions[index]) = (value, -0.5);
        }

        Assert.Equal(["dining_30d_ratio"], ModelBundle.Reasons(_features, _contributions, [], most: 5, ReasonChoice.Lowering).Select(r => r.Feature));
    }

    [Fact]
    public void Raising_reasons_name_only_what_is_not_as_usual() =>
        Assert.Equal(
            ["cash_30d_ratio"],
            ModelBundle.Reasons(_features, _contributions, [], most: 5, ReasonChoice.Raising).Select(r => r.Feature));

    [Theory]
    [InlineData("late_payments_30d", -2.07, false)]
    [InlineData("late_payments_30d", 1, true)]
    [InlineData("fees_30d", -0.1, false)]
    [InlineData("runway_days", 300, false)]
    [InlineData("runway_days", 3, true)]
    [InlineData("groceries_30d_ratio", 0.4, true)]
    [InlineData("groceries_30d_ratio", 1.6, true)]
    [InlineData("groceries_30d_ratio", double.NaN, false)]
    public void Only_the_adverse_side_of_a_feature_tells_of_trouble(string name, double value, bool telling)
    {
        Assert.True(FeatureCatalogue.TryIndexOf(name, out var index), name);

        Assert.Equal(telling, FeatureCatalogue.All[index].IsTelling(value));
    }

    [Theory]
    [InlineData("bills_cover", -0.23, "The account is overdrawn: nothing is left for the usual bills of a month.")]
    [InlineData("bills_cover", 0.004, "The balance covers only 0% of the usual bills of a month.")]
    [InlineData("runway_days", -3, "The account is overdrawn by 3 days of usual spending.")]
    [InlineData("income_delay_days", 1, "Regular income is 1 day later than usual.")]
    [InlineData("income_delay_days", 21, "Regular income is 21 days later than usual.")]
    [InlineData("groceries_30d_ratio", 1.6, "Spending on groceries over 30 days is 60% above usual.")]
    [InlineData("borrowed_30d", 0.5, "With borrowed at 0.5 (months of usual outflow) instead of 0.")]
    [InlineData("groceries_7d_ratio", double.NaN, "Not enough is known yet about groceries.")]
    public void Sentences_are_plain(string name, double value, string sentence)
    {
        Assert.True(FeatureCatalogue.TryIndexOf(name, out var index), name);

        Assert.Equal(sentence, FeatureCatalogue.All[index].Explain(Reading.Plain(value)));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1.049, true)]
    [InlineData(0.951, true)]
    [InlineData(1.06, false)]
    [InlineData(0, false)]
    [InlineData(double.NaN, false)]
    public void A_value_within_the_tolerance_is_as_usual_and_says_so(double value, bool usual)
    {
        Assert.True(FeatureCatalogue.TryIndexOf("shopping_30d_ratio", out var index));
        var feature = FeatureCatalogue.All[index];

        Assert.Equal(usual, feature.IsUsual(value));
        Assert.Equal(usual, feature.Explain(Reading.Plain(value)).Contains("as usual", StringComparison.Ordinal));
    }
}
