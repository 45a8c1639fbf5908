using System.Buffers;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Tests.Behaviour;

namespace PreDelinquency.Domain.Tests.Risk;

public sealed class AssumptionTests
{
    private static readonly ServedModels Models = new(ModelBundleTests.Shipped());
    private static readonly string Name = FeatureCatalogue.All[3].Name;

    private readonly Customer _customer = new("c");
    private readonly DateTimeOffset _now;

    public AssumptionTests()
    {
        var history = RandomHistory.Of(1, 200);
        foreach (var transaction in history)
            _customer.Apply(transaction, Models.Champion, new CustomerEffects());
        _now = history[^1].Timestamp;
    }

    [Fact]
    public void Nothing_assumed_is_the_assessment_itself()
    {
        var (assessed, assumed) = (_customer.Assess(_now, Models), _customer.Assume(new Assumption(new Dictionary<string, double?>()), _now, Models));

        Assert.Equal(assessed.Reasons, assumed.Reasons);
        Assert.Equal(assessed with { Reasons = [] }, assumed with { Reasons = [] });
    }

    [Theory]
    [InlineData(2.5)]
    [InlineData(null)]
    public void What_is_assumed_replaces_the_value_and_what_it_was_made_of_and_changes_nothing(double? value)
    {
        var before = State();

        var assumed = _customer.Assume(new Assumption(new Dictionary<string, double?> { [Name] = value }), _now, Models);

        var features = new double[FeatureCatalogue.Count];
        _customer.Features(_now, features);
        features[3] = value ?? double.NaN;
        Assert.Equal(Models.Champion.Score(features, Maturity.Established), assumed.Score);
        var reason = Assert.Single(assumed.Reasons, r => r.Feature == Name);
        Assert.Equal((value ?? double.NaN, null, null), (reason.Value, reason.Observed, reason.Usual));
        Assert.Equal(before, State());
    }

    [Fact]
    public void Bare_values_leave_the_others_unknown()
    {
        var assumed = new Assumption(new Dictionary<string, double?> { [Name] = 1 }).Assess(_now, Models);

        Assert.Null(assumed.CustomerId);
        Assert.All(assumed.Reasons, reason => Assert.Equal(reason.Feature != Name, double.IsNaN(reason.Value)));
        Assert.Equal(Maturity.Established, assumed.Score.Maturity);
    }

    [Theory]
    [InlineData("no_such", 1, "no_such is not a feature")]
    [InlineData(null, double.NaN, "must be a finite number")]
    [InlineData(null, double.PositiveInfinity, "must be a finite number")]
    [InlineData(null, -0.5, "income_gap_ratio must be from 0 to 50 (ratio), not -0.5")]
    [InlineData("merchant_shift_30d", 1.01, "merchant_shift_30d must be from 0 to 1 (share), not 1.01")]
    [InlineData("overdrawn_days_30d", 15.5, "overdrawn_days_30d must be a whole number from 0 to 30 (days), not 15.5")]
    [InlineData("failed_payments_7d", 1e308, "failed_payments_7d must be a whole number from 0 to 14680057 (payments), not 1E+308")]
    [InlineData("late_payments_usual", -1e-6, "late_payments_usual must be from 0 to 62914530 (payments), not -1E-06")]
    public void What_breaks_a_rule_is_named(string? feature, double value, string expected)
    {
        var refused = Assert.Throws<ArgumentException>(() => new Assumption(new Dictionary<string, double?> { [feature ?? Name] = value }));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_customer_a_difference_is_held_to_what_is_usual()
    {
        var now = _customer.Assess(_now, Models);
        var late = now.Reasons.Single(r => r.Feature == "late_payments_30d");
        var usual = Assert.NotNull(late.Usual);
        Assert.InRange(usual, 0.01, 5);

        Assert.Null(Of("late_payments_30d", -usual).ViolationFor(now));
        Assert.Null(Of("late_payments_30d", null).ViolationFor(now));
        var violation = Assert.NotNull(Of("late_payments_30d", -usual - 0.2).ViolationFor(now));
        Assert.Equal("late_payments_30d", violation.Feature);
        Assert.Matches(@"^must be a whole number less [0-9.]+, from -[0-9.]+ to [0-9.]+ \(payments\) for this customer, for whom [0-9.]+ is usual, not -[0-9.]+$", violation.Rule);

        // All that the customer has now is possible.
        Assert.Null(new Assumption(now.Reasons.ToDictionary(r => r.Feature, r => (double?)r.Value).Where(v => !double.IsNaN(v.Value!.Value)).ToDictionary()).ViolationFor(now));

        static Assumption Of(string feature, double? value) => new(new Dictionary<string, double?> { [feature] = value });
    }

    private byte[] State()
    {
        var state = new ArrayBufferWriter<byte>();
        _customer.Write(state);
        return state.WrittenSpan.ToArray();
    }
}
