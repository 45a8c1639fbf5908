using System.Globalization;
using System.Text.Json;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Gateway.Tests.Http;

public sealed class CounterfactualTests : IAsyncLifetime
{
    private static readonly Lazy<List<RiskAssessment>> Lives = new(Live);

    private readonly MemoryService _service = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _service.Add("c1");
        _gateway = await RunningGateway.StartAsync(_service);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("?level=low")]
    [InlineData("?level=MEDIUM")]
    public async Task The_changes_scored_by_a_what_if_give_the_level_that_was_told(string query)
    {
        var (reached, missed) = (0, 0);
        foreach (var present in Troubled())
        {
            var (status, answer) = await _gateway.GetAsync($"/customer/c1/counterfactual{query}");

            Assert.Equal(200, status);
            Assert.Equal((Name(present.Level), present.Probability), (answer.GetProperty("risk_level").GetString(), answer.GetProperty("risk_score").GetDouble()));
            if (query.Length == 0)
                Assert.Equal(Name(present.Level - 1), answer.GetProperty("target_level").GetString());
            var (changes, features) = (answer.GetProperty("changes").EnumerateArray().ToList(), answer.GetProperty("features").EnumerateArray().ToList());
            var named = string.Join(',', features.Select(c => string.Create(CultureInfo.InvariantCulture, $"\"{c.GetProperty("feature").GetString()}\":{c.GetProperty("to").GetDouble():R}")));
            var (_, prediction) = await _gateway.PostAsync("/predict?reasons=0", $$$"""{"customer_id":"c1","features":{{{{named}}}}}""");
            Assert.Equal(answer.GetProperty("new_risk_level").GetString(), prediction.GetProperty("risk_level").GetString());
            Assert.Equal(answer.GetProperty("new_risk_score").GetDouble(), prediction.GetProperty("risk_score").GetDouble());
            Assert.Equal(answer.GetProperty("size").GetDouble(), changes.Sum(c => c.GetProperty("size").GetDouble()), 1e-12);
            Assert.All(changes, c => Assert.Contains(c.GetProperty("by").GetString(), (string[])["customer", "bank", "both"]));
            Assert.Contains("no promise", answer.GetProperty("note").GetString(), StringComparison.Ordinal);
            var (isReached, summary) = (answer.GetProperty("reached").GetBoolean(), answer.GetProperty("summary").GetString()!);
            Assert.Equal(Level(answer, "new_risk_level") <= Level(answer, "target_level"), isReached);
            Assert.StartsWith(
                !isReached ? $"Nothing that can be advised brings the level to {answer.GetProperty("target_level").GetString()}"
                : changes.Count == 0 ? $"Nothing has to change: the level is {Name(present.Level)}."
                : $"With {(changes.Count == 1 ? "this change" : "these changes")} the level would be {answer.GetProperty("new_risk_level").GetString()} instead of {Name(present.Level)}.",
                summary,
                StringComparison.Ordinal);
            (reached, missed) = isReached ? (reached + 1, missed) : (reached, missed + 1);
        }

        Assert.True(reached > 5 && reached + missed > 10, $"{reached} reached, {missed} not");
    }

    [Fact]
    public async Task Where_nothing_that_can_be_advised_helps_that_is_said()
    {
        // Bare values: what they were made of is not known, so nobody can say what to do.
        var random = new Random(3);
        var model = _service.Models.Champion;
        do
        {
            _service.Vector = [.. FeatureCatalogue.All.Select(f => f.Action.Lever is null ? f.Neutral + ((random.NextDouble() - 0.5) * 20) : f.Neutral)];
        }
        while (model.Score(_service.Vector, Maturity.Established).Level == RiskLevel.Low);

        var (_, answer) = await _gateway.GetAsync("/customer/c1/counterfactual?level=low");

        Assert.Equal((false, 0, 0), (answer.GetProperty("reached").GetBoolean(), answer.GetProperty("changes").GetArrayLength(), answer.GetProperty("features").GetArrayLength()));
        Assert.Equal("Nothing that can be advised brings the level to LOW, or the probability down noticeably. A person at the bank can look at it with the customer and agree on a plan.", answer.GetProperty("summary").GetString());
        Assert.Equal(answer.GetProperty("risk_score").GetDouble(), answer.GetProperty("new_risk_score").GetDouble());
    }

    [Fact]
    public async Task Who_is_low_already_needs_nothing()
    {
        var (status, answer) = await _gateway.GetAsync("/customer/c1/counterfactual");

        Assert.Equal(200, status);
        Assert.Equal(("LOW", "LOW", true, 0), (answer.GetProperty("risk_level").GetString(), answer.GetProperty("target_level").GetString(), answer.GetProperty("reached").GetBoolean(), answer.GetProperty("changes").GetArrayLength()));
    }

    [Theory]
    [InlineData("/customer/nobody/counterfactual", 404, "There is no customer nobody.")]
    [InlineData("/customer/c1/counterfactual?level=none", 400, "level must be one of LOW, MEDIUM, HIGH, CRITICAL")]
    public async Task What_is_wrong_is_named(string path, int expected, string detail)
    {
        var (status, problem) = await _gateway.GetAsync(path);

        Assert.Equal((expected, detail), (status, problem.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task The_catalogue_says_what_can_be_changed()
    {
        var (_, page) = await _gateway.GetAsync("/features");

        var features = page.GetProperty("items").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, f => f);
        Assert.Equal((true, "above", "pay_on_time"), Action("late_payments_30d"));
        Assert.Equal((true, "below", "keep_buffer"), Action("balance_gap"));
        Assert.Equal((false, null, null), Action("bills_due_share"));
        Assert.Equal("What falls due, and when, is agreed already; whether it is paid on time is what can change.", features["bills_due_share"].GetProperty("action_reason").GetString());

        (bool, string?, string?) Action(string name) =>
            (features[name].GetProperty("actionable").GetBoolean(), features[name].GetProperty("actionable_from").GetString(), features[name].GetProperty("lever").GetString());
    }

    private static RiskLevel Level(JsonElement answer, string name) => Enum.Parse<RiskLevel>(answer.GetProperty(name).GetString()!, ignoreCase: true);

    private static string Name(RiskLevel level) => level.ToString().ToUpperInvariant();

    /// <summary>Gives everybody the features of one synthetic customer above LOW after the other.</summary>
    private IEnumerable<RiskScore> Troubled()
    {
        foreach (var assessment in Lives.Value)
        {
            _service.Readings = [.. assessment.Readings()];
            _service.Vector = [.. _service.Readings.Select(reading => reading.Value)];
            yield return assessment.Score;
        }
    }

    private static List<RiskAssessment> Live()
    {
        var (served, effects, troubled) = (new ServedModels(ShippedModel.Bundle), new CustomerEffects(), new List<RiskAssessment>());
        foreach (var history in new Population(new PopulationOptions { Customers = 200, Months = 8, Seed = 4 }).Transactions().GroupBy(t => t.CustomerId))
        {
            var customer = new Customer(history.Key);
            foreach (var transaction in history)
            {
                customer.Apply(transaction, served.Champion, effects);
                effects.Clear();
            }

            if (customer.Assess(customer.LatestEvent!.Value, served) is { Score: { Level: > RiskLevel.Low, Maturity: Maturity.Established } } assessment)
                troubled.Add(assessment);
        }

        return troubled;
    }
}
