using System.Text;
using System.Text.Json;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Hosting;

/// <summary>Every request once, on the real engine and the real store.</summary>
public sealed class WholeProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("wall")]
    [InlineData("event")]
    public async Task Years_of_history_go_in_at_any_age_and_everything_about_the_customer_comes_out(string clock)
    {
        var lines = string.Concat(Enumerable.Range(0, 400).Select(day =>
            Sample.Json($"t{day}", amount: $"{10 + (day % 7)}", timestamp: $"{new DateTime(1993, 1, 1).AddDays(day):yyyy-MM-dd}T10:00:00+01:00") + "\n"));
        await using (var program = await RunningProgram.StartAsync(_folder.Path, "--clock", clock))
        {
            using var http = new HttpClient { BaseAddress = program.Address };
            var answer = await SendAsync(http, HttpMethod.Post, "/transactions", lines, "application/x-ndjson");
            var again = await SendAsync(http, HttpMethod.Post, "/transactions", Sample.Json("t399", timestamp: "1994-02-04T10:00:00+01:00"));
            var late = await SendAsync(http, HttpMethod.Post, "/transactions", Sample.Json("new", timestamp: "1993-06-01T10:00:00+01:00"));
            await SendAsync(http, HttpMethod.Put, "/customer/c1/profile", """{"name":"Ana"}""");

            Assert.Equal((400, 0), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected_count").GetInt32()));
            Assert.Equal(1, again.GetProperty("duplicates").GetInt32());
            Assert.Contains("timestamp", late.GetProperty("rejected")[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        }

        await using var restarted = await RunningProgram.StartAsync(_folder.Path, "--clock", clock);
        using var client = new HttpClient { BaseAddress = restarted.Address };
        var customer = await SendAsync(client, HttpMethod.Get, "/customer/c1");
        var prediction = await SendAsync(client, HttpMethod.Post, "/predict", """{"customer_id":"c1"}""");
        var history = await SendAsync(client, HttpMethod.Get, "/customer/c1/history?limit=900");
        var past = await SendAsync(client, HttpMethod.Get, "/customer/c1/features?as_of=1993-07-01T00:00:00Z");
        var stats = await SendAsync(client, HttpMethod.Get, "/stats");

        Assert.Equal("Ana", customer.GetProperty("profile").GetProperty("name").GetString());
        Assert.Equal((400, 400), (customer.GetProperty("transaction_count").GetInt32(), customer.GetProperty("history_days").GetInt32()));
        Assert.Equal("established", prediction.GetProperty("maturity").GetString());
        Assert.Equal(400, history.GetProperty("transactions").GetProperty("items").GetArrayLength());
        Assert.Equal(181, past.GetProperty("transaction_count").GetInt32());
        Assert.NotEqual(0, history.GetProperty("scores").GetProperty("items").GetArrayLength());
        Assert.Equal((1, 400, 1), (stats.GetProperty("customers").GetInt32(), stats.GetProperty("transactions").GetInt32(), stats.GetProperty("dead_letters").GetInt32()));
    }

    private static async Task<JsonElement> SendAsync(HttpClient http, HttpMethod method, string path, string? body = null, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, mediaType) };
        using var response = await http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode}");
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
