using System.Net;
using System.Text;
using System.Text.Json;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Tests.Hosting;
using PreDelinquency.Registry;
using static PreDelinquency.Gateway.Tests.Models.ModelCalls;

namespace PreDelinquency.Gateway.Tests.Models;

/// <summary>Models and roles over HTTP, on the real engine, store and registry.</summary>
public sealed class ModelEndpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Shipped => ShippedModel.Bundle.Version;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_shipped_model_is_the_first_champion()
    {
        await using var program = await RunningProgram.StartAsync(_folder.Path);
        using var http = new HttpClient { BaseAddress = program.Address };

        var page = await SendAsync(http, HttpMethod.Get, "/models");
        var model = await SendAsync(http, HttpMethod.Get, $"/models/{Shipped}");

        Assert.Equal(Shipped, page.GetProperty("roles").GetProperty("champion").GetString());
        Assert.Equal(Shipped, page.GetProperty("serving").GetProperty("champion").GetString());
        var item = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal("champion", Assert.Single(item.GetProperty("roles").EnumerateArray()).GetString());
        Assert.True(item.GetProperty("usable").GetBoolean());
        Assert.InRange(model.GetProperty("metrics").GetProperty("test_auc").GetDouble(), 0.5, 1);
        Assert.Contains("# Model card", model.GetProperty("card").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promotion_a_rollback_and_a_shadow_take_effect_at_once_and_outlive_a_restart()
    {
        await RegisterAsync("second", -0.5);
        await using (var program = await RunningProgram.StartAsync(_folder.Path))
        {
            using var http = new HttpClient { BaseAddress = program.Address };
            await SendAsync(http, HttpMethod.Post, "/transactions", Sample.Json("t1"));
            Assert.Equal((Shipped, null), await JudgesAsync(http));

            await SendAsync(http, HttpMethod.Put, "/models/roles/shadow", """{"version":"second","by":"Ana"}""");
            Assert.Equal((Shipped, "second"), await JudgesAsync(http));

            var promoted = await SendAsync(http, HttpMethod.Post, "/models/second/promote", """{"by":"Ben"}""");
            Assert.Equal(Shipped, promoted.GetProperty("roles").GetProperty("previous").GetString());
            Assert.Equal(("second", null), await JudgesAsync(http));

            await SendAsync(http, HttpMethod.Post, "/models/second/rollback");
            Assert.Equal((Shipped, null), await JudgesAsync(http));
            await SendAsync(http, HttpMethod.Post, "/models/rollback");
        }

        await using var restarted = await RunningProgram.StartAsync(_folder.Path);
        using var client = new HttpClient { BaseAddress = restarted.Address };
        Assert.Equal(("second", null), await JudgesAsync(client));
        var (actions, people) = (new List<string?>(), new List<string?>());
        for (string? path = "/models/history?limit=2"; path is not null;)
        {
            var page = await SendAsync(client, HttpMethod.Get, path);
            actions.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("action").GetString()));
            people.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("by").GetString()));
            path = page.GetProperty("next_before_revision") is { ValueKind: JsonValueKind.Number } next ? $"/models/history?limit=2&before_revision={next}" : null;
        }

        Assert.Equal(["roll back to second", $"roll back to {Shipped}", "promote second", "shadow second", $"promote {Shipped}"], actions);
        Assert.Equal([null, null, "Ben", "Ana", null], people);
    }

    [Fact]
    public async Task Scores_of_the_past_say_who_gave_them_and_what_the_shadow_said()
    {
        await RegisterAsync("second", -0.5);
        await using var program = await RunningProgram.StartAsync(_folder.Path);
        using var http = new HttpClient { BaseAddress = program.Address };
        await SendAsync(http, HttpMethod.Put, "/models/roles/shadow", """{"version":"second"}""");
        await SendAsync(http, HttpMethod.Post, "/transactions", Sample.Json("t1"));

        var scores = (await SendAsync(http, HttpMethod.Get, "/customer/c1/history")).GetProperty("scores").GetProperty("items");

        Assert.All(scores.EnumerateArray(), score =>
        {
            Assert.Equal(Shipped, score.GetProperty("model_version").GetString());
            Assert.Equal("second", score.GetProperty("shadow").GetProperty("model_version").GetString());
            Assert.NotEqual(score.GetProperty("risk_score").GetDouble(), score.GetProperty("shadow").GetProperty("risk_score").GetDouble());
        });
        Assert.NotEqual(0, scores.GetArrayLength());
    }

    [Fact]
    public async Task A_bundle_for_other_features_is_refused_with_the_names_that_differ()
    {
        var registry = new FolderRegistry(Path.Combine(_folder.Path, "models"), TimeProvider.System);
        var bundle = BundleFiles.Load(ShippedModel.Folder);
        var foreign = bundle.Document with { Version = "foreign", Features = [.. bundle.Document.Features.Skip(1), "shoe_size"] };
        await registry.RegisterAsync(BundleFiles.Create(new Dictionary<string, ReadOnlyMemory<byte>>(bundle.Contents) { ["bundle.json"] = Encoding.UTF8.GetBytes(foreign.ToJson()) }, "test"), Token);
        await using var program = await RunningProgram.StartAsync(_folder.Path);
        using var http = new HttpClient { BaseAddress = program.Address };

        var refusal = await RefusedAsync(http, HttpMethod.Post, "/models/foreign/promote", HttpStatusCode.Conflict);
        var item = (await SendAsync(http, HttpMethod.Get, "/models")).GetProperty("items").EnumerateArray().Single(i => i.GetProperty("version").GetString() == "foreign");

        Assert.Contains("shoe_size", refusal, StringComparison.Ordinal);
        Assert.Contains(bundle.Document.Features[0], refusal, StringComparison.Ordinal);
        Assert.False(item.GetProperty("usable").GetBoolean());
        Assert.Contains("shoe_size", item.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(Shipped, (await SendAsync(http, HttpMethod.Get, "/")).GetProperty("model_version").GetString());
    }

    [Theory]
    [InlineData("POST", "/models/nobody/promote", null, HttpStatusCode.NotFound, "There is no model nobody")]
    [InlineData("GET", "/models/nobody", null, HttpStatusCode.NotFound, "There is no model nobody")]
    [InlineData("POST", "/models/nobody/promote", """{"by":" "}""", HttpStatusCode.BadRequest, "by must")]
    [InlineData("PUT", "/models/roles/shadow", """{"version":null,"by":""}""", HttpStatusCode.BadRequest, "by must")]
    [InlineData("POST", "/models/rollback", null, HttpStatusCode.Conflict, "There is no previous champion")]
    [InlineData("POST", "/models/nobody/rollback", null, HttpStatusCode.NotFound, "There is no model nobody")]
    [InlineData("PUT", "/models/roles/champion", """{"version":null}""", HttpStatusCode.Conflict, "comes from a promotion")]
    [InlineData("PUT", "/models/roles/king", """{"version":null}""", HttpStatusCode.BadRequest, "role must be one of challenger, shadow")]
    [InlineData("PUT", "/models/roles/shadow", "{}", HttpStatusCode.BadRequest, "version is required")]
    [InlineData("PUT", "/models/roles/shadow", """{"version":"nobody"}""", HttpStatusCode.NotFound, "There is no model nobody")]
    [InlineData("GET", "/models/history?limit=0", null, HttpStatusCode.BadRequest, "limit must be a whole number from 1 to 1000")]
    public async Task What_cannot_be_done_is_told(string method, string path, string? body, HttpStatusCode status, string told)
    {
        await using var program = await RunningProgram.StartAsync(_folder.Path);
        using var http = new HttpClient { BaseAddress = program.Address };

        Assert.Contains(told, await RefusedAsync(http, new HttpMethod(method), path, status, body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_unproven_is_promoted_by_force_alone()
    {
        await new FolderRegistry(Path.Combine(_folder.Path, "models"), TimeProvider.System).RegisterAsync(OtherModel.Of("coin", 0, auc: 0.5), Token);
        await using var program = await RunningProgram.StartAsync(_folder.Path);
        using var http = new HttpClient { BaseAddress = program.Address };

        var refusal = await RefusedAsync(http, HttpMethod.Post, "/models/coin/promote", HttpStatusCode.Conflict);
        var wrong = await RefusedAsync(http, HttpMethod.Post, "/models/coin/promote?force=perhaps", HttpStatusCode.BadRequest);
        var doubts = (await SendAsync(http, HttpMethod.Get, "/models/coin")).GetProperty("doubts");
        var promoted = await SendAsync(http, HttpMethod.Post, "/models/coin/promote?force=true");

        Assert.Equal("Model coin is unproven and not promoted: test_auc is 0.500 and may be as low as 0.490 (test_auc_low), which must be at least 0.70. With force=true it becomes the champion all the same.", refusal);
        Assert.Equal("force must be true or false", wrong);
        Assert.Equal("test_auc is 0.500 and may be as low as 0.490 (test_auc_low), which must be at least 0.70", Assert.Single(doubts.EnumerateArray()).GetString());
        Assert.Equal("coin", promoted.GetProperty("serving").GetProperty("champion").GetString());
        Assert.Empty((await SendAsync(http, HttpMethod.Get, $"/models/{Shipped}")).GetProperty("doubts").EnumerateArray());

        // Back to the shipped one, and by a second rollback to the coin again: only by force.
        await SendAsync(http, HttpMethod.Post, "/models/coin/rollback");
        var again = await RefusedAsync(http, HttpMethod.Post, "/models/rollback", HttpStatusCode.Conflict);
        var wrongAgain = await RefusedAsync(http, HttpMethod.Post, $"/models/{Shipped}/rollback?force=perhaps", HttpStatusCode.BadRequest);
        var forced = await SendAsync(http, HttpMethod.Post, $"/models/{Shipped}/rollback?force=true");
        var history = (await SendAsync(http, HttpMethod.Get, "/models/history?limit=1")).GetProperty("items")[0];

        Assert.StartsWith("Model coin is unproven and not made the champion again: test_auc is 0.500", again, StringComparison.Ordinal);
        Assert.Equal("force must be true or false", wrongAgain);
        Assert.Equal("coin", forced.GetProperty("serving").GetProperty("champion").GetString());
        Assert.Equal("roll back to coin, unproven, by force", history.GetProperty("action").GetString());
    }

    [Fact]
    public async Task The_champion_is_not_its_own_shadow()
    {
        await using var program = await RunningProgram.StartAsync(_folder.Path);
        using var http = new HttpClient { BaseAddress = program.Address };

        var refusal = await RefusedAsync(http, HttpMethod.Put, "/models/roles/shadow", HttpStatusCode.Conflict, $"{{\"version\":\"{Shipped}\"}}");

        Assert.Contains($"{Shipped} is the champion", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_another_program_makes_in_the_registry_is_followed()
    {
        await RegisterAsync("second", -0.5);
        await using var program = await RunningProgram.StartAsync(_folder.Path);
        using var http = new HttpClient { BaseAddress = program.Address };
        await new FolderRegistry(Path.Combine(_folder.Path, "models"), TimeProvider.System).PromoteAsync("second", Token);

        await Eventually.HoldsAsync(async () => (await SendAsync(http, HttpMethod.Get, "/")).GetProperty("model_version").GetString() == "second");
    }

    [Fact]
    public async Task A_journal_that_is_damaged_while_it_runs_stops_nothing()
    {
        await using var program = await RunningProgram.StartAsync(_folder.Path);
        using var http = new HttpClient { BaseAddress = program.Address };
        var journal = Path.Combine(_folder.Path, "models", "roles.jsonl");
        var whole = await File.ReadAllTextAsync(journal, Token);
        await File.AppendAllTextAsync(journal, "null\n", Token);

        await Eventually.HoldsAsync(async () => (await http.GetStringAsync("/health", Token)).Contains("roles.jsonl line 2", StringComparison.Ordinal));
        Assert.Contains("roles.jsonl line 2", await RefusedAsync(http, HttpMethod.Get, "/models", HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
        await File.WriteAllTextAsync(journal, whole, Token);
        await SendAsync(http, HttpMethod.Get, "/models");
    }

    private static async Task<(string? Champion, string? Shadow)> JudgesAsync(HttpClient http)
    {
        var prediction = await SendAsync(http, HttpMethod.Post, "/predict", """{"customer_id":"c1"}""");
        var whatIf = await SendAsync(http, HttpMethod.Post, "/predict", """{"features":{}}""");
        var shadow = Shadow(prediction);
        Assert.Equal((prediction.GetProperty("model_version").GetString(), shadow), (whatIf.GetProperty("model_version").GetString(), Shadow(whatIf)));
        return (prediction.GetProperty("model_version").GetString(), shadow);

        static string? Shadow(JsonElement p) => p.GetProperty("shadow") is { ValueKind: JsonValueKind.Object } s ? s.GetProperty("model_version").GetString() : null;
    }

    private Task<RegisteredModel> RegisterAsync(string version, double shift) => new FolderRegistry(Path.Combine(_folder.Path, "models"), TimeProvider.System).RegisterAsync(OtherModel.Of(version, shift), Token);
}
