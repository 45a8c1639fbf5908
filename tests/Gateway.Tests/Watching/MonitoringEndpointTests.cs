using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Tests.Hosting;
using PreDelinquency.Gateway.Tests.Models;
using PreDelinquency.Registry;

namespace PreDelinquency.Gateway.Tests.Watching;

public sealed class MonitoringEndpointTests : IAsyncLifetime
{
    private readonly MemoryService _service = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _service.Add("c1");
        _gateway = await RunningGateway.StartAsync(_service);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Missed_payments_are_taken_and_what_cannot_be_is_named_by_its_place()
    {
        var (status, answer) = await _gateway.PostAsync("/missed_payments", """
            {"missed_payments":[
              {"customer_id":"c1","obligation":"rent","due_date":"2026-02-01","missed_on":"2026-02-05","amount":650.5},
              {"customer_id":"nobody","obligation":"rent","due_date":"2026-02-01","missed_on":"2026-02-05","amount":650},
              {"customer_id":"c1","obligation":"groceries","due_date":"2026-02-01","missed_on":"2026-02-05","amount":650},
              {"customer_id":"c1","obligation":"rent","due_date":"2026-02-01","missed_on":"2026-02-01","amount":650},
              {"customer_id":"c1","obligation":"rent","due_date":"2026-02-01","missed_on":"2026-02-05","amount":0},
              {"customer_id":"c 1","obligation":"rent","due_date":"2026-02-01","missed_on":"2026-02-05","amount":1},
              null,
              {"customer_id":"c1","obligation":"rent","due_date":"2026-02-01","missed_on":"9999-12-31","amount":650},
              {"customer_id":"c1","obligation":"rent","due_date":"1989-12-31","missed_on":"2026-02-05","amount":650},
              {"customer_id":"c1","obligation":"rent","due_date":"2026-02-30","missed_on":"2026-03-05","amount":650},
              {"customer_id":"c1","obligation":"rent","due_date":"2026-02-01","missed_on":20260205,"amount":650},
              {"customer_id":"c1","obligation":"rent","due_date":"2026-02-01","missed_on":"2026-02-05","amount":"a lot"},
              {"customer_id":"c1","obligation":"rent","due_date":"2026-02-01","missed":"2026-02-05"},
              17,
              {"customer_id":"c1","obligation":"rent","due_date":"2026-02-01","missed_on":"2026-02-05"},
              {"customer_id":"c1","obligation":"rent","due_date":"2026-02-01","amount":650}
            ]}
            """);

        Assert.Equal((200, 1), (status, answer.GetProperty("accepted").GetInt32()));
        Assert.Equal(
            [
                (1, "customer_id nobody is not known"),
                (2, "obligation must be one of rent, mortgage, loan_payment, card_payment, utility, insurance"),
                (3, "missed_on must be a day after due_date"),
                (4, "amount must be more than 0, with at most 4 decimal places"),
                (5, "customer_id must be 1 to 64 characters of letters, digits and -_.:"),
                (6, "must be an object"),
                (7, "missed_on must not be more than 2 days after the present, 2026-03-01"),
                (8, "due_date must not be before 1990"),
                (9, "due_date must be a day like 2026-03-01"),
                (10, "missed_on must be a day like 2026-03-01"),
                (11, "amount does not have the right type"),
                (12, "missed is not a field of this request"),
                (13, "item does not have the right type"),
                (14, "amount is required"),
                (15, "missed_on is required, a day after due_date"),
            ],
            answer.GetProperty("rejected").EnumerateArray().Select(r => (r.GetProperty("index").GetInt32(), r.GetProperty("error").GetString()!)));
        Assert.Equal(650.5m, Assert.Single(_service.MissedPayments).Amount.ToDecimal());
    }

    [Theory]
    [InlineData("""{"missed_payments":[]}""", "missed_payments must hold 1 to 1000 items")]
    [InlineData("{}", "missed_payments is required: a list of 1 to 1000 items, each with customer_id, obligation, due_date, missed_on and amount")]
    [InlineData("""{"missed_payments":7}""", "missed_payments does not have the right type (line 1, byte")]
    public async Task A_body_that_is_no_list_of_missed_payments_is_refused(string body, string told)
    {
        var (status, problem) = await _gateway.PostAsync("/missed_payments", body);

        Assert.Equal(400, status);
        Assert.Contains(told, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_has_scored_nobody_says_so()
    {
        var (_, drift) = await _gateway.GetAsync("/model/drift");
        var (_, performance) = await _gateway.GetAsync("/model/performance");
        var (_, fairness) = await _gateway.GetAsync("/model/fairness");
        var (_, alerts) = await _gateway.GetAsync("/model/alerts");

        Assert.NotEqual(JsonValueKind.Null, drift.GetProperty("reason").ValueKind);
        Assert.Equal(0, performance.GetProperty("models").GetArrayLength());
        Assert.Equal(["age_band", "region"], fairness.GetProperty("attributes").EnumerateArray().Select(a => a.GetProperty("attribute").GetString()));
        Assert.Equal(0, alerts.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_report_is_made_anew_once_the_stream_is_a_day_further()
    {
        var time = new ManualTime(MemoryService.Noon);
        var service = new MemoryService { Present = new DateTimeOffset(2025, 2, 15, 9, 0, 0, TimeSpan.Zero) };
        await using var gateway = await RunningGateway.StartAsync(service, services => services.AddTime(time));
        Assert.Equal(service.Present, await AtAsync());

        service.Present = service.Present.AddHours(23);
        Assert.Equal(service.Present.AddHours(-23), await AtAsync());
        service.Present = new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(service.Present, await AtAsync());

        async Task<DateTimeOffset> AtAsync() => (await gateway.GetAsync("/model/performance")).Body.GetProperty("at").GetDateTimeOffset();
    }

    [Fact]
    public async Task A_model_that_was_replaced_keeps_what_it_scored_as_and_the_figures_of_its_test()
    {
        var former = ShippedModel.Bundle;
        using var store = Scored(former.Version, "gone");
        await using var gateway = await RunningGateway.StartAsync(_service, services => services.AddSingleton<IModelHistory>(store));
        await gateway.Service<IModelRegistry>().RegisterAsync(BundleFiles.Load(ShippedModel.Folder), TestContext.Current.CancellationToken);
        await _service.ServeAsync(new ServedModels(ModelBundle.Create(former.Trees, former.Document with { Version = "next" })), TestContext.Current.CancellationToken);

        var (_, performance) = await gateway.GetAsync("/model/performance");

        var models = performance.GetProperty("models").EnumerateArray().ToDictionary(m => m.GetProperty("model_version").GetString()!);
        Assert.Equal(["champion", "champion"], models.Values.Select(m => m.GetProperty("scored_as").GetString()));
        Assert.Equal(former.Document.Metrics["test_auc"], models[former.Version].GetProperty("test").GetProperty("test_auc").GetDouble());
        Assert.Equal(JsonValueKind.Null, models["gone"].GetProperty("test").ValueKind);
    }

    [Fact]
    public async Task Without_the_registry_what_came_of_scores_is_told_all_the_same()
    {
        using var folder = new TemporaryFolder();
        var registry = new FolderRegistry(folder.Path, TimeProvider.System);
        await registry.RegisterAsync(OtherModel.Of("retired", 0, auc: 0.9), TestContext.Current.CancellationToken);
        using var store = Scored("retired", ShippedModel.Bundle.Version);
        await using var gateway = await RunningGateway.StartAsync(_service, services => services.AddSingleton<IModelHistory>(store).AddSingleton<IModelRegistry>(registry));
        var (_, whole) = await gateway.GetAsync("/model/performance");

        // A folder where there should be a file: it cannot be read.
        var registration = Path.Combine(folder.Path, "bundles", "retired", ".registration.json");
        File.Delete(registration);
        Directory.CreateDirectory(registration);
        var (status, performance) = await gateway.GetAsync("/model/performance");

        Assert.Equal(200, status);
        Assert.Equal(JsonValueKind.Null, whole.GetProperty("registry_error").ValueKind);
        Assert.Contains("does not work", performance.GetProperty("registry_error").GetString(), StringComparison.Ordinal);
        Assert.Equal([("retired", true), (ShippedModel.Bundle.Version, true)], Tested(whole));
        Assert.Equal([("retired", false), (ShippedModel.Bundle.Version, true)], Tested(performance));
        Assert.Equal(
            whole.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("estimated").GetRawText()),
            performance.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("estimated").GetRawText()));

        static IEnumerable<(string, bool)> Tested(JsonElement performance) => performance.GetProperty("models").EnumerateArray()
            .Select(m => (m.GetProperty("model_version").GetString()!, m.GetProperty("test").ValueKind == JsonValueKind.Object))
            .OrderByDescending(m => m.Item1, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_demo_population_is_judged_by_what_came_of_it()
    {
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.StartAsync(folder.Path, "--demo", "--demo-customers", "120", "--demo-months", "8", "--demo-day-seconds", "0.5");
        using var http = new HttpClient { BaseAddress = program.Address };
        await Eventually.HoldsAsync(async () => (await http.GetAsync("/health")).IsSuccessStatusCode);

        await Eventually.HoldsAsync(async () => (await GetAsync(http, "/model/drift")).GetProperty("observations").GetInt64() > 0);
        var performance = await GetAsync(http, "/model/performance");
        var fairness = await GetAsync(http, "/model/fairness");

        var model = Assert.Single(performance.GetProperty("models").EnumerateArray());
        Assert.Equal("champion", model.GetProperty("scored_as").GetString());
        Assert.InRange(performance.GetProperty("missed_payments").GetInt64(), 1, 10_000);
        var (realised, estimated) = (model.GetProperty("realised"), model.GetProperty("estimated_where_known"));
        Assert.InRange(realised.GetProperty("predictions").GetInt64(), 1000, 120 * 27);
        Assert.Equal(realised.GetProperty("predictions").GetInt64(), estimated.GetProperty("predictions").GetInt64());
        Assert.InRange(realised.GetProperty("auc").GetDouble(), 0.7, 1);
        Assert.InRange(realised.GetProperty("auc").GetDouble(), realised.GetProperty("auc_low").GetDouble(), realised.GetProperty("auc_high").GetDouble());
        Assert.InRange(model.GetProperty("recent_realised").GetProperty("predictions").GetInt64(), 1, realised.GetProperty("predictions").GetInt64() - 1);
        Assert.InRange(model.GetProperty("recent_estimated").GetProperty("customers").GetInt32(), 60, 120);
        Assert.Equal(estimated.GetProperty("auc").GetDouble() - realised.GetProperty("auc").GetDouble(), model.GetProperty("estimate_error").GetProperty("auc").GetDouble(), 12);
        Assert.Matches("^(realised, where it is known what came; estimated only for the weeks after\\. |estimated, as it is known of the scores of fewer than 50 )", model.GetProperty("believe").GetString());
        Assert.InRange(fairness.GetProperty("attributes")[0].GetProperty("groups").EnumerateArray().Sum(g => g.GetProperty("customers").GetInt32()), 60, 120);
    }

    /// <summary>A store of one customer whom one model scored, and then another.</summary>
    private static MemoryStore Scored(string first, string second)
    {
        var store = new MemoryStore(keepsLog: true);
        var unit = new CommitUnit();
        unit.NewCustomers.Add(new NewCustomer(1, "c1"));
        unit.Scores.Add(new ScoreEntry(1, new ScorePoint(MemoryService.Noon.AddDays(-90), 0.25, RiskLevel.Medium)));
        unit.Scores.Add(new ScoreEntry(1, new ScorePoint(MemoryService.Noon.AddDays(-20), 0.25, RiskLevel.Medium) { ModelVersion = first }));
        unit.Scores.Add(new ScoreEntry(1, new ScorePoint(MemoryService.Noon.AddDays(-12), 0.25, RiskLevel.Medium) { ModelVersion = second }));
        store.Commit(new CommitBatch([unit], store.ReadTotals()));
        return store;
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(path));
        return document.RootElement.Clone();
    }
}
