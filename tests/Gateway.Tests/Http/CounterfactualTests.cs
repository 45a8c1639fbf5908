using System.Globalization;
using System.Text.Json;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

public sealed class CounterfactualTests : IAsyncLifetime
{
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
        var random = new Random(3);
        var reached = 0;
        for (var round = 0; round < 25; round++)
        {
            var present = Trouble(random);

            var (status, answer) = await _gateway.GetAsync($"/customer/c1/counterfactual{query}");

            Assert.Equal(200, status);
            Assert.Equal((present.Level.ToString().ToUpperInvariant(), present.Probability), (answer.GetProperty("risk_level").GetString(), answer.GetProperty("risk_score").GetDouble()));
            if (query.Length == 0)
                Assert.Equal((present.Level - 1).ToString().ToUpperInvariant(), answer.GetProperty("target_level").GetString());
            var changes = answer.GetProperty("changes").EnumerateArray().ToList();
            if (changes.Count == 0)
            {
                // The level is reached already, or nothing of what troubles this one may be advised to change.
                Assert.Equal(present.Level <= Level(answer, "target_level"), answer.GetProperty("reached").GetBoolean());
                reached += answer.GetProperty("reached").GetBoolean() ? 1 : 0;
                continue;
            }

            var named = string.Join(',', changes.Select(c => string.Create(CultureInfo.InvariantCulture, $"\"{c.GetProperty("feature").GetString()}\":{c.GetProperty("to").GetDouble():R}")));
            var (_, prediction) = await _gateway.PostAsync("/predict?reasons=0", $$$"""{"customer_id":"c1","features":{{{{named}}}}}""");
            Assert.Equal(answer.GetProperty("new_risk_level").GetString(), prediction.GetProperty("risk_level").GetString());
            Assert.Equal(answer.GetProperty("new_risk_score").GetDouble(), prediction.GetProperty("risk_score").GetDouble());
            Assert.Equal(answer.GetProperty("size").GetDouble(), changes.Sum(c => c.GetProperty("size").GetDouble()), 1e-12);
            Assert.All(changes, c => Assert.Contains(" instead of ", c.GetProperty("text").GetString(), StringComparison.Ordinal));
            Assert.Contains("no promise", answer.GetProperty("note").GetString(), StringComparison.Ordinal);
            if (!answer.GetProperty("reached").GetBoolean())
                continue;
            reached++;
            Assert.True(Level(answer, "new_risk_level") <= Level(answer, "target_level"));
        }

        Assert.True(reached > 0);
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
        Assert.True(features["income_delay_days"].GetProperty("actionable").GetBoolean());
        Assert.Equal("An employer can pay sooner, and a bank can advance pay.", features["income_delay_days"].GetProperty("action_reason").GetString());
        Assert.False(features["failed_payments_usual"].GetProperty("actionable").GetBoolean());
    }

    private static RiskLevel Level(JsonElement answer, string name) => Enum.Parse<RiskLevel>(answer.GetProperty(name).GetString()!, ignoreCase: true);

    /// <summary>Gives everybody the features of somebody above LOW.</summary>
    private RiskScore Trouble(Random random)
    {
        var model = _service.Models.Champion;
        while (true)
        {
            _service.Vector =
            [
                .. FeatureCatalogue.All.Select((f, i) => model.Trees.Thresholds(i) is { Count: > 0 } thresholds && random.Next(3) > 0
                    ? thresholds[random.Next(thresholds.Count)]
                    : f.Neutral),
            ];
            var score = model.Score(_service.Vector, Maturity.Established);
            if (score.Level > RiskLevel.Low)
                return score;
        }
    }
}
