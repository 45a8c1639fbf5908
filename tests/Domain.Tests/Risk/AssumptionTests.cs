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
    public void What_breaks_a_rule_is_named(string? feature, double value, string expected)
    {
        var refused = Assert.Throws<ArgumentException>(() => new Assumption(new Dictionary<string, double?> { [feature ?? Name] = value }));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private byte[] State()
    {
        var state = new ArrayBufferWriter<byte>();
        _customer.Write(state);
        return state.WrittenSpan.ToArray();
    }
}
