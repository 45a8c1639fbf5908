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
