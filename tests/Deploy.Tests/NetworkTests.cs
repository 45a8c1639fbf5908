namespace PreDelinquency.Deploy.Tests;

/// <summary>Who reaches whom in the cluster edition, by its network policies.</summary>
public sealed class NetworkTests
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> Pods = new()
    {
        ["silo"] = Ours("silo"),
        ["gateway"] = Ours("gateway"),
        ["migration"] = Ours("migration"),
        ["postgres"] = new Dictionary<string, string> { ["app.kubernetes.io/name"] = "postgres" },
        ["kafka"] = new Dictionary<string, string> { ["app.kubernetes.io/name"] = "kafka" },
        ["client"] = new Dictionary<string, string> { ["predelinquency-client"] = "true" },
        ["producer"] = new Dictionary<string, string> { ["predelinquency-producer"] = "true" },
        ["stranger"] = new Dictionary<string, string>(),
    };

    public static TheoryData<string, string, int, bool> Connections => new()
    {
        { "silo", "silo", 11111, true },
        { "gateway", "silo", 30000, true },
        { "client", "gateway", 8080, true },
        { "silo", "silo", 30000, false },
        { "gateway", "silo", 11111, false },
        { "gateway", "silo", 8081, false },
        { "silo", "gateway", 8080, false },
        { "gateway", "gateway", 8080, false },
        { "migration", "silo", 11111, false },
        { "stranger", "gateway", 8080, false },
        { "stranger", "silo", 30000, false },
        { "client", "silo", 30000, false },
    };

    [Theory]
    [MemberData(nameof(Connections))]
    public async Task Who_reaches_whom_is_the_same_everywhere(string from, string to, int port, bool expected)
    {
        foreach (var folder in Manifests.All.Where(f => f != Manifests.Single))
            Assert.True(await Allows(folder, from, to, port) == expected, $"{folder}: {from} to {to}:{port}");
    }

    [Theory]
    [InlineData("silo", "postgres", 5432, true)]
    [InlineData("gateway", "postgres", 5432, true)]
    [InlineData("migration", "postgres", 5432, true)]
    [InlineData("silo", "kafka", 9092, true)]
    [InlineData("migration", "kafka", 9092, true)]
    [InlineData("producer", "kafka", 9092, true)]
    [InlineData("gateway", "kafka", 9092, false)]
    [InlineData("stranger", "postgres", 5432, false)]
    [InlineData("client", "postgres", 5432, false)]
    [InlineData("kafka", "postgres", 5432, false)]
    public async Task The_database_and_the_broker_of_the_dev_overlay_are_for_its_own(string from, string to, int port, bool expected) =>
        Assert.Equal(expected, await Allows("cluster/overlays/dev", from, to, port));

    [Theory]
    [InlineData("silo", "10.20.0.3", 5432, true)]
    [InlineData("gateway", "10.20.0.3", 5432, true)]
    [InlineData("silo", "10.30.0.9", 9092, true)]
    [InlineData("gateway", "10.30.0.9", 9092, false)]
    [InlineData("silo", "10.21.0.3", 5432, false)]
    [InlineData("silo", "169.254.169.254", 53, true)]
    [InlineData("silo", "169.254.169.254", 80, false)]
    [InlineData("silo", "10.40.0.5", 587, true)]
    [InlineData("gateway", "10.40.0.5", 443, true)]
    [InlineData("migration", "10.40.0.5", 443, false)]
    [InlineData("gateway", "198.51.100.7", 443, false)]
    public async Task In_the_cloud_pods_reach_the_database_the_brokers_the_providers_and_names_and_no_other_address(string from, string address, int port, bool expected) =>
        Assert.Equal(expected, (await RulesOf("cluster/overlays/cloud")).AllowsTo(Pods[from], address, port));

    [Fact]
    public async Task In_the_cloud_the_load_balancer_reaches_gateways_alone()
    {
        var rules = await RulesOf("cluster/overlays/cloud");

        Assert.True(rules.AllowsFrom("10.10.16.7", Pods["gateway"], 8080));
        Assert.True(rules.AllowsFrom("35.191.1.1", Pods["gateway"], 8080));
        Assert.False(rules.AllowsFrom("10.10.0.7", Pods["gateway"], 8080));
        Assert.False(rules.AllowsFrom("10.10.16.7", Pods["silo"], 8081));
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryOverlay), MemberType = typeof(Manifests))]
    public async Task Metrics_are_for_the_namespace_of_monitoring(string folder)
    {
        var rules = await RulesOf(folder);

        Assert.True(rules.AllowsFromNamespace("monitoring", Pods["silo"], 8081));
        Assert.True(rules.AllowsFromNamespace("monitoring", Pods["gateway"], 8080));
        Assert.False(rules.AllowsFromNamespace("default", Pods["silo"], 8081));
        Assert.False(rules.AllowsFromNamespace("monitoring", Pods["silo"], 11111));
    }

    [Fact]
    public async Task The_one_machine_edition_answers_clients_alone()
    {
        var rules = await RulesOf(Manifests.Single);
        var gateway = (await Manifests.WorkloadsAsync(Manifests.Single)).Single();

        // By its port's name, as the policy gives it.
        var policy = Assert.Single(await Manifests.ReadAsync(Manifests.Single, "NetworkPolicy"));
        Assert.Equal("http", policy.Node["spec"]!["ingress"]![0]!["ports"]![0]!["port"]!.ToString());
        Assert.False(rules.Allows(Pods["stranger"], gateway.PodLabels, 8080));
    }

    private static async Task<bool> Allows(string folder, string from, string to, int port) => (await RulesOf(folder)).Allows(Pods[from], Pods[to], port);

    private static async Task<NetworkRules> RulesOf(string folder) => new(await Manifests.ReadAsync(folder, "NetworkPolicy"));

    private static Dictionary<string, string> Ours(string component) =>
        new() { ["app.kubernetes.io/name"] = "predelinquency", ["app.kubernetes.io/component"] = component };
}
