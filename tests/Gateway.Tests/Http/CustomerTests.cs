using System.Text;
using System.Text.Json;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

public sealed class CustomerTests : IAsyncLifetime
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
    public async Task A_customer_shows_profile_features_and_score()
    {
        var (status, customer) = await _gateway.GetAsync("/customer/c1?reasons=2");

        Assert.Equal(200, status);
        Assert.Equal(JsonValueKind.Null, customer.GetProperty("profile").ValueKind);
        Assert.Equal(FeatureCatalogue.All.Select(f => f.Name), customer.GetProperty("features").EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Null, customer.GetProperty("features").EnumerateObject().First().Value.ValueKind);
        Assert.Equal(2, customer.GetProperty("score").GetProperty("reasons").GetArrayLength());
        Assert.Equal(90, customer.GetProperty("history_days").GetInt32());
    }

    [Theory]
    [InlineData("/customer/nobody", 404)]
    [InlineData("/customer/nobody/history", 404)]
    [InlineData("/customer/nobody/features", 404)]
    [InlineData("/customer/c%201", 400)]
    [InlineData("/customer/..%2f..%2fetc/history", 400)]
    [InlineData("/customer/c1/history?limit=0", 400)]
    [InlineData("/customer/c1/history?limit=1001", 400)]
    [InlineData("/customer/c1/history?before=yesterday", 400)]
    [InlineData("/customer/c1/history?before=2026-03-01T10:00:00Z/", 400)]
    [InlineData("/customer/c1/history?before=2026-03-01T10:00:00Z/0", 400)]
    [InlineData("/customer/c1/history?before=yesterday/3", 400)]
    [InlineData("/customer/c1/history?before=2026-03-01T10:00:00", 400)]
    [InlineData("/customer/c1/more", 404)]
    [InlineData("/customer", 404)]
    public async Task What_is_wrong_is_named(string path, int expected)
    {
        var (status, problem) = await _gateway.GetAsync(path);

        Assert.Equal(expected, status);
        Assert.Equal(expected, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.NotEmpty(problem.GetProperty("instance").GetString()!);
    }

    [Theory]
    [InlineData("GET", "/customer/nobody", null, 404, "customer_id", "is not known")]
    [InlineData("GET", "/customer/nobody/counterfactual", null, 404, "customer_id", "is not known")]
    [InlineData("POST", "/predict", "application/json", 404, "customer_id", "is not known")]
    [InlineData("POST", "/predict", "text/plain", 415, "Content-Type", "must be application/json")]
    [InlineData("POST", "/transactions", "text/plain", 415, "Content-Type", "must be application/json or application/x-ndjson")]
    [InlineData("PUT", "/customer/c1/profile", "text/plain", 415, "Content-Type", "must be application/json")]
    public async Task What_is_not_there_or_not_taken_is_named_like_any_other_field(string method, string path, string? mediaType, int expected, string field, string rule)
    {
        byte[] body = mediaType is null ? [] : [.. """{"customer_id":"nobody"}"""u8];

        var (status, problem) = await _gateway.SendAsync(new HttpMethod(method), path, body, mediaType);

        Assert.Equal(expected, status);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray().ToList());
        Assert.Equal((field, rule), (error.GetProperty("field").GetString(), error.GetProperty("rule").GetString()));
    }

    [Theory]
    [InlineData("2026-03-01T13:00:00%2b01:00")]
    [InlineData("2026-03-01T13:00:00+01:00")]
    public async Task Features_as_of_a_moment_come_by_name_with_the_score_recorded_last(string asOf)
    {
        _service.RecordedScore = new ScorePoint(MemoryService.Noon.AddDays(-1), 0.5, RiskLevel.High) { ModelVersion = "m1", Shadow = new ShadowScore("m2", 0.25, RiskLevel.Medium) };

        var (status, past) = await _gateway.GetAsync($"/customer/c1/features?as_of={asOf}");

        Assert.Equal(200, status);
        Assert.Equal(PastMoment.At(MemoryService.Noon), _service.AskedFeaturesAsOf);
        Assert.Equal("2026-02-28", past.GetProperty("day").GetString());
        Assert.Equal(MemoryService.Noon, past.GetProperty("as_of").GetDateTimeOffset());
        Assert.Equal(("c1", FeatureCatalogue.Version, "established", 3), (past.GetProperty("customer_id").GetString(), past.GetProperty("catalogue_version").GetString(), past.GetProperty("maturity").GetString(), past.GetProperty("transaction_count").GetInt32()));
        Assert.Equal(FeatureCatalogue.All.Select(f => f.Name), past.GetProperty("features").EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Null, past.GetProperty("features").EnumerateObject().First().Value.ValueKind);
        Assert.Equal(("HIGH", "m1", "m2"), (past.GetProperty("score").GetProperty("risk_level").GetString(), past.GetProperty("score").GetProperty("model_version").GetString(), past.GetProperty("score").GetProperty("shadow").GetProperty("model_version").GetString()));
    }

    [Fact]
    public async Task Features_without_a_moment_are_those_of_now_and_a_score_that_was_never_recorded_is_null()
    {
        var (status, past) = await _gateway.GetAsync("/customer/c1/features");

        Assert.Equal((200, (PastMoment?)null), (status, _service.AskedFeaturesAsOf));
        Assert.Equal(JsonValueKind.Null, past.GetProperty("score").ValueKind);
    }

    [Fact]
    public async Task A_plain_day_means_its_end_and_the_answer_says_which_moment_and_day_that_is()
    {
        var (status, past) = await _gateway.GetAsync("/customer/c1/features?as_of=2026-02-27");

        Assert.Equal(200, status);
        Assert.Equal(PastMoment.EndOf(new DateOnly(2026, 2, 27)), _service.AskedFeaturesAsOf);
        Assert.Equal(("2026-02-28T00:00:00+00:00", "2026-02-27"), (past.GetProperty("as_of").GetString(), past.GetProperty("day").GetString()));
    }

    [Theory]
    [InlineData("2026-03-01T12:00:01Z", 400, "as_of must not lie after the present, 2026-03-01T12:00:00+00:00")]
    [InlineData("2026-03-02", 400, "as_of must be a day that is over, and the present is 2026-03-01T12:00:00+00:00")]
    [InlineData("2026-03-01", 400, "as_of must be a day that is over: 2026-03-01 ends at 2026-03-02T00:00:00+00:00, and the present is 2026-03-01T12:00:00+00:00")]
    [InlineData("9999-12-31", 400, "as_of must be a day that is over, and the present is 2026-03-01T12:00:00+00:00")]
    [InlineData("2026-3-1", 400, "as_of must be ISO-8601 with an offset, like 2026-03-01T09:30:00+01:00 or 2026-03-01T08:30:00Z, or a day, like 2026-03-01, for its end")]
    [InlineData("2020-01-01", 404, "Customer c1 has no transaction up to the end of 2020-01-01.")]
    [InlineData("2020-01-01T00:00:00Z", 404, "Customer c1 has no transaction up to 2020-01-01T00:00:00+00:00.")]
    public async Task A_moment_that_has_no_features_is_refused_with_the_reason(string asOf, int expected, string detail)
    {
        var (status, problem) = await _gateway.GetAsync($"/customer/c1/features?as_of={asOf}");

        Assert.Equal(expected, status);
        Assert.StartsWith(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_comes_in_pages_that_say_where_the_next_one_begins()
    {
        var day = MemoryService.Noon;
        _service.History = new CustomerHistory
        {
            CustomerId = "c1",
            Transactions = new([Sample.Transaction("t5", day), Sample.Transaction("t4", day.AddHours(-1).AddMilliseconds(50))], new HistoryCursor(day.AddHours(-1).AddMilliseconds(50), 17)),
            Scores = new([new ScorePoint(day, 0.5, RiskLevel.High)], null),
            Interventions = new([new SequencedIntervention(9, Sample.Intervention("c1", RiskLevel.High, 1))], null),
        };

        var (status, history) = await _gateway.GetAsync("/customer/c1/history?limit=2&before=2026-03-02T00:00:00+01:00");

        Assert.Equal(200, status);
        Assert.Equal((new HistoryCursor(new DateTimeOffset(2026, 3, 1, 23, 0, 0, TimeSpan.Zero), 0), 2), _service.AskedHistory);
        var transactions = history.GetProperty("transactions");
        Assert.Equal(["t5", "t4"], transactions.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("transaction_id").GetString()));
        Assert.Equal("2026-03-01T11:00:00.05Z/17", transactions.GetProperty("next_before").GetString());
        Assert.Equal(200, (await _gateway.GetAsync("/customer/c1/history?before=2026-03-01T11:00:00.05Z/17")).Status);
        Assert.Equal(_service.History.Transactions.Next, _service.AskedHistory.Before);
        Assert.Equal(12.5m, transactions.GetProperty("items")[0].GetProperty("amount").GetDecimal());
        Assert.Equal("2026-02-28", transactions.GetProperty("items")[0].GetProperty("due_date").GetString());
        Assert.Equal("HIGH", history.GetProperty("scores").GetProperty("items")[0].GetProperty("risk_level").GetString());
        Assert.Equal(JsonValueKind.Null, history.GetProperty("scores").GetProperty("next_before").ValueKind);
        Assert.Equal(9, history.GetProperty("interventions").GetProperty("items")[0].GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task A_profile_is_stored_and_shown_as_it_was_put()
    {
        const string Profile =
            """{"name":"Ana","time_zone":"Europe/Madrid","language":"es","email":"ana@example.com","phone":"+34600000000","consents":{"email":true,"sms":false,"phone":true},"pay_cycle":"monthly","obligations":[{"category":"rent","due_day":3,"amount":650.25}],"segment":"retail","age_band":"25-34","region":"north"}""";

        var (status, stored) = await PutAsync("/customer/new/profile", Profile);
        var (_, customer) = await _gateway.GetAsync("/customer/new");

        Assert.Equal(200, status);
        Assert.Equal(Profile, stored.GetRawText());
        Assert.Equal(Profile, customer.GetProperty("profile").GetRawText());
    }

    [Theory]
    [InlineData("""{"nme":"Ana"}""", "nme")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"time_zone":"Mars/Olympus"}""", "time_zone")]
    [InlineData("""{"pay_cycle":"yearly"}""", "pay_cycle")]
    [InlineData("""{"consents":{"fax":true}}""", "consents.fax")]
    [InlineData("""{"obligations":[null]}""", "obligations[0]")]
    [InlineData("""{"obligations":[{"category":"rent","due_day":32,"amount":1}]}""", "obligations[0].due_day")]
    [InlineData("""{"obligations":[{"category":"rent","amount":1}]}""", "obligations[0].due_day")]
    [InlineData("""{"obligations":[{"category":"dining","due_day":1,"amount":1}]}""", "obligations[0].category")]
    [InlineData("""{"obligations":[{"category":"rent","due_day":1,"amount":0.00001}]}""", "obligations[0].amount")]
    [InlineData("""{"obligations":[{"category":"rent","due_day":1}]}""", "obligations[0].amount")]
    public async Task A_wrong_profile_names_field_and_rule(string profile, string field)
    {
        var (status, problem) = await PutAsync("/customer/c1/profile", profile);

        Assert.Equal(400, status);
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.NotEmpty(problem.GetProperty("errors")[0].GetProperty("rule").GetString()!);
    }

    private Task<(int Status, JsonElement Body)> PutAsync(string path, string body) =>
        _gateway.SendAsync(HttpMethod.Put, path, Encoding.UTF8.GetBytes(body), "application/json");
}
