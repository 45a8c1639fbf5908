using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Gateway.Tests.Live;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Outreach.Tests;
using PreDelinquency.Silo.Hosting;

namespace PreDelinquency.Silo.Tests;

/// <summary>Contacts in a cluster of real processes: silos decide, any gateway answers.</summary>
public sealed class OutreachTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly TemporaryFolder _keys = new();
    private readonly PolicyFolder _policy = new();

    private static readonly object Reachable = new { name = "Ana", phone = "+34600000000", time_zone = "Etc/UTC", consents = new { phone = true } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _keys.Dispose();
        _policy.Dispose();
    }

    [Fact]
    public async Task What_a_person_does_at_one_gateway_is_known_at_the_other_and_the_silos_act_on_it()
    {
        // Days of the stream pass with every batch.
        _policy.Change("policy.yaml", "expires_after_hours: 72", "expires_after_hours: 720");
        var database = await DatabaseAsync();
        await using var silo = await StartAsync(database, "silo");
        var gateways = await Task.WhenAll(StartAsync(database, "gateway"), StartAsync(database, "gateway"));
        await using var left = gateways[0];
        await using var right = gateways[1];
        using var atLeft = new HttpClient { BaseAddress = left.Address };
        using var atRight = new HttpClient { BaseAddress = right.Address };
        foreach (var id in Lives.OfEight.Select(t => t.CustomerId).Distinct())
            await Eventually.HoldsAsync(async () => (await atLeft.PutAsJsonAsync($"/customer/{id}/profile", Reachable, Stop)).IsSuccessStatusCode);
        await using var client = await SignalRClient.ConnectAsync(right.Address);
        await client.SubscribeAsync("{}");
        var load = new Load(left.Address, Lives.OfEight, batchSize: 10);
        var sending = load.RunAsync(Stop);
        await Eventually.HoldsAsync(async () => await QueuedAsync(atRight) is not null);
        load.End();
        await sending;

        // One that was waiting may be taken back while the silos still read what came with it.
        string? approved = null;
        await Eventually.HoldsAsync(async () => await QueuedAsync(atRight) is { } queued && (await ApproveAsync(atLeft, queued)).IsSuccessStatusCode && (approved = queued.ContactId) is not null);

        Assert.Equal("ann", (await GetAsync(atRight, $"/interventions/{approved}")).GetProperty("contact").GetProperty("approved_by").GetString());
        JsonElement told;
        do
        {
            told = await client.NextAsync("contact");
        }
        while (told.GetProperty("intervention_id").GetString() != approved || told.GetProperty("approved_by").ValueKind == JsonValueKind.Null);

        Assert.NotEqual("awaiting_approval", told.GetProperty("contact").GetProperty("state").GetString());
        Assert.True(await MetricsTests.OfAsync(silo, "predelinquency_outreach_decisions_total") > 0);
        Assert.Empty(load.Errors);
        Assert.Contains("policy default-", left.Output, StringComparison.Ordinal);
        Assert.Contains("dry run", silo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("permission denied", silo.Output + left.Output + right.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_two_persons_put_into_force_at_two_gateways_is_what_the_silos_decide_by()
    {
        var database = await DatabaseAsync();
        await using var silo = await StartAsync(database, "silo");
        var gateways = await Task.WhenAll(StartAsync(database, "gateway"), StartAsync(database, "gateway"));
        await using var left = gateways[0];
        await using var right = gateways[1];
        using var atLeft = new HttpClient { BaseAddress = left.Address };
        using var atRight = new HttpClient { BaseAddress = right.Address };
        var before = (await GetAsync(atRight, "/policy")).GetProperty("version").GetString()!;

        _policy.Change("policy.yaml", "contacts: 3", "contacts: 2");
        (await atLeft.PostAsJsonAsync("/policy/propose", new { by = "ann" }, Stop)).EnsureSuccessStatusCode();
        var version = (await GetAsync(atLeft, "/policy")).GetProperty("waiting").GetString()!;
        (await atRight.PostAsJsonAsync("/policy/confirm", new { by = "bob", version }, Stop)).EnsureSuccessStatusCode();
        await Eventually.HoldsAsync(async () => (await GetAsync(atLeft, "/policy")).GetProperty("version").GetString() == version);
        var load = new Load(left.Address, Lives.OfEight, batchSize: 40);
        var sending = load.RunAsync(Stop);
        await Eventually.HoldsAsync(async () => (await PoliciesAsync(atRight)).Contains(version));
        load.End();
        await sending;

        Assert.NotEqual(before, version);
        Assert.Empty(load.Errors);
    }

    /// <summary>Under a role that has the rights of docs/cluster-store.md and no others.</summary>
    private async Task<string> DatabaseAsync()
    {
        Assert.Equal(0, await SiloProgram.RunAsync(["keys", "--keys", _keys.File("keys")], TextWriter.Null, TextWriter.Null, Stop));
        var owned = OrleansDatabase.Create(postgres);
        await NervousModel.PromoteAsync(owned);
        var role = $"outreach{Guid.NewGuid():N}";
        await RoleTests.GrantAsync(owned, $"CREATE ROLE {role} LOGIN;" + RoleTests.Documented().Replace("risk;", $"{role};", StringComparison.Ordinal));
        return new NpgsqlConnectionStringBuilder(owned) { Username = role }.ConnectionString;
    }

    private Task<SiloProcess> StartAsync(string database, string role) =>
        SiloProcess.StartAsync(database, role, "--clock", "event", "--keys", _keys.File("keys"), "--policy", _policy.Path);

    /// <returns>The most urgent contact that waits for approval, and its words; null where none does.</returns>
    private static async Task<(string ContactId, string? Revision)?> QueuedAsync(HttpClient client) =>
        (await GetAsync(client, "/interventions/queue")).GetProperty("items") is var items && items.GetArrayLength() > 0
            ? (items[0].GetProperty("contact").GetProperty("intervention_id").GetString()!, items[0].GetProperty("message").GetProperty("revision").GetString())
            : null;

    private static Task<HttpResponseMessage> ApproveAsync(HttpClient client, (string ContactId, string? Revision) queued) =>
        client.PostAsJsonAsync($"/interventions/{queued.ContactId}/approve", new { by = "ann", revision = queued.Revision }, Stop);

    /// <summary>The policies by which contacts were decided about.</summary>
    private static async Task<IReadOnlyList<string?>> PoliciesAsync(HttpClient client)
    {
        var policies = new List<string?>();
        foreach (var intervention in (await GetAsync(client, "/interventions?limit=1000")).GetProperty("items").EnumerateArray().Where(i => i.GetProperty("contact").ValueKind == JsonValueKind.Object))
        {
            var detail = await GetAsync(client, $"/interventions/{intervention.GetProperty("intervention_id").GetString()}");
            policies.AddRange(detail.GetProperty("decisions").EnumerateArray().Select(d => d.GetProperty("policy_version").GetString()));
        }

        return policies;
    }

    private static Task<JsonElement> GetAsync(HttpClient client, string path) => client.GetFromJsonAsync<JsonElement>(path, Stop);
}
