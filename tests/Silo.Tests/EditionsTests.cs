using System.Text.Json.Nodes;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Silo.Hosting;

namespace PreDelinquency.Silo.Tests;

/// <summary>What the two editions offer, by the documents that their programs give of their API.</summary>
public sealed class EditionsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    /// <summary>What docs/cluster.md says of a cluster without keys.</summary>
    private static readonly string[] OfContacts =
    [
        "/alerts", "/channels/{channel}/reports", "/customer/{id}/contact", "/interventions/effect", "/interventions/queue", "/interventions/calls", "/policy", "/unsubscribe/{token}",
    ];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_cluster_offers_what_one_machine_offers_and_without_keys_all_but_contacts()
    {
        var keys = _folder.File("keys");
        Assert.Equal(0, await SiloProgram.RunAsync(["keys", "--keys", keys], TextWriter.Null, TextWriter.Null, Stop));
        var machine = await OfOneMachineAsync();
        var cluster = await OfClusterAsync("--keys", keys);
        var without = await OfClusterAsync();

        Assert.True(JsonNode.DeepEquals(machine, cluster), $"Not in both: {string.Join(", ", Paths(machine).Except(Paths(cluster)).Concat(Paths(cluster).Except(Paths(machine))))}");
        Assert.Empty(Paths(without).Except(Paths(machine)));
        var missing = Paths(machine).Except(Paths(without)).ToList();
        Assert.All(OfContacts, path => Assert.Contains(path, missing));
        foreach (var path in Paths(without))
            Assert.True(JsonNode.DeepEquals(machine["paths"]![path], without["paths"]![path]), path);
    }

    private async Task<JsonNode> OfOneMachineAsync()
    {
        await using var gateway = await ProgramProcess.StartAsync(
            ProgramProcess.FileOf("Gateway"), ["--urls", "http://127.0.0.1:0", "--data", _folder.File("data")], Path.GetTempPath(), new Dictionary<string, string> { ["DOTNET_gcServer"] = "0" });
        return await DocumentAsync(gateway.Address);
    }

    private async Task<JsonNode> OfClusterAsync(params string[] options)
    {
        await using var process = await SiloProcess.ListenAsync(OrleansDatabase.Create(postgres), "all", options);
        return await DocumentAsync(process.Address);
    }

    private static async Task<JsonNode> DocumentAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json", Stop))!.AsObject();

        // Which says where this process listens.
        document.Remove("servers");
        return document;
    }

    private static IEnumerable<string> Paths(JsonNode document) => document["paths"]!.AsObject().Select(path => path.Key);
}
