using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Silo.Tests;

/// <summary>One customer that cannot be served, seen from outside.</summary>
public sealed class RefusalTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_whose_profile_cannot_be_read_is_refused_for_good_across_the_cluster_and_nobody_else_is()
    {
        var database = OrleansDatabase.Create(postgres);
        await NervousModel.PromoteAsync(database);
        var (one, other) = (Lives.OfEight[0].CustomerId, Lives.OfEight.First(t => t.CustomerId != Lives.OfEight[0].CustomerId).CustomerId);
        await using (var all = await SiloProcess.StartAsync(database, "all"))
        {
            await new Load(all.Address, [.. Lives.OfEight.Take(500)]).RunAsync(Stop);
            using var http = new HttpClient { BaseAddress = all.Address };
            (await http.PutAsJsonAsync($"/customer/{one}/profile", new { name = "Ada" }, Stop)).EnsureSuccessStatusCode();
            Assert.Equal(0, await all.StopAsync());
        }

        await using (var connection = new NpgsqlConnection(database + ";Pooling=false"))
        {
            await connection.OpenAsync(Stop);
            await using var damage = new NpgsqlCommand("UPDATE cluster.profiles SET profile = '{\"consents\":7}'", connection);
            Assert.Equal(1, await damage.ExecuteNonQueryAsync(Stop));
        }

        await using var silo = await SiloProcess.StartAsync(database, "silo");
        await using var gateway = await SiloProcess.StartAsync(database, "gateway");
        using var client = new HttpClient { BaseAddress = gateway.Address };
        using var refused = await client.GetAsync($"/customer/{one}", Stop);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.StartsWith($"The profile of customer {one} cannot be read: ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(problem.GetProperty("permanent").GetBoolean());
        Assert.Null(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/customer/{other}", Stop)).StatusCode);
        var next = Lives.OfEight.Skip(500).Take(300).ToList();
        var (asked, answer) = await PostAsync(client, next);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, asked);
        Assert.StartsWith($"Customer {one} fails for a reason of its own", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((0, next.Count(t => t.CustomerId != one)), (answer.GetProperty("settled_line").GetInt32(), answer.GetProperty("accepted").GetInt32()));
        var (taken, others) = await PostAsync(client, next.Where(t => t.CustomerId != one));
        Assert.Equal((HttpStatusCode.OK, next.Count(t => t.CustomerId != one)), (taken, others.GetProperty("duplicates").GetInt32()));
        Assert.Contains($"The profile of customer {one} cannot be read", silo.Output, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(HttpClient client, IEnumerable<Domain.Transactions.Transaction> transactions)
    {
        using var body = new StringContent(string.Concat(transactions.Select(t => string.Create(CultureInfo.InvariantCulture, $"{System.Text.Encoding.UTF8.GetString(Kafka.Tests.Feed.Written(t))}\n"))), System.Text.Encoding.UTF8, "application/x-ndjson");
        using var response = await client.PostAsync("/transactions", body, Stop);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }
}
