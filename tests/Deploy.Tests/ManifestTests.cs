using System.Text.Json.Nodes;
using static PreDelinquency.Deploy.Tests.KubernetesObject;

namespace PreDelinquency.Deploy.Tests;

/// <summary>Manifests as a whole: the schema, and that what refers to something finds it.</summary>
public sealed class ManifestTests : IDisposable
{
    // What an installation brings itself, as docs/cluster.md says.
    private static readonly string[] Brought = ["Secret/channels", "Secret/database", "Secret/gateway-tls", "Secret/kafka", "Secret/outreach", "Secret/people", "ConfigMap/database-ca", "ConfigMap/policy"];

    // Pods of others, which carry a label to be let in.
    private static readonly IReadOnlyDictionary<string, string>[] Visitors =
    [
        new Dictionary<string, string> { ["predelinquency-client"] = "true" },
        new Dictionary<string, string> { ["predelinquency-producer"] = "true" },
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_overlays_are_there() =>
        Assert.Equal(["single", "cluster/overlays/cloud", "cluster/overlays/dev", "cluster/overlays/local"], Manifests.All);

    [Fact]
    public async Task Every_object_matches_the_schema_of_its_kind()
    {
        var files = new List<string>();
        foreach (var folder in Manifests.All)
        {
            files.Add(_folder.File($"{folder.Replace('/', '-')}.yaml"));
            await File.WriteAllTextAsync(files[^1], await Manifests.TextAsync(folder), TestContext.Current.CancellationToken);
        }

        var (code, output) = await Tool.CheckAsync("kubernetes.mjs", [.. files]);

        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("readinessProbe:", "readynessProbe:", "readynessProbe")]
    [InlineData("maxUnavailable: 1\n", "maxUnavailable: true\n", "maxUnavailable")]
    [InlineData("  podSelector: {}\n", "", "podSelector")]
    [InlineData("kind: ScaledObject", "kind: ScaleObject", "no schema of keda.sh/v1alpha1 ScaleObject")]
    public async Task What_does_not_match_is_found(string right, string wrong, string named)
    {
        var file = _folder.File("wrong.yaml");
        var text = await Manifests.TextAsync("cluster/overlays/cloud");
        Assert.Contains(right, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (code, output) = await Tool.CheckAsync("kubernetes.mjs", file);

        Assert.Equal(1, code);
        Assert.Contains(named, output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryFolder), MemberType = typeof(Manifests))]
    public async Task No_secret_is_in_a_manifest(string folder) => Assert.Empty(await Manifests.ReadAsync(folder, "Secret"));

    [Theory]
    [MemberData(nameof(Manifests.EveryFolder), MemberType = typeof(Manifests))]
    public async Task What_pods_refer_to_is_there_or_is_brought(string folder)
    {
        var known = (await Manifests.ReadAsync(folder)).Select(o => o.ToString()).Concat(Brought).ToHashSet();

        foreach (var workload in await Manifests.WorkloadsAsync(folder))
        {
            Assert.All(References(workload.PodSpec), reference => Assert.Contains(reference, known));
            Assert.All(workload.Containers, container => Assert.Subset(
                List(workload.PodSpec["volumes"]).Concat(List(workload.Node["spec"]!["volumeClaimTemplates"]).Select(c => c["metadata"]!)).Select(v => Text(v["name"])).ToHashSet(),
                List(container["volumeMounts"]).Select(m => Text(m["name"])).ToHashSet()));
        }
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryFolder), MemberType = typeof(Manifests))]
    public async Task Selectors_select_pods_and_ports_are_open(string folder)
    {
        var workloads = await Manifests.WorkloadsAsync(folder);
        foreach (var service in await Manifests.ReadAsync(folder, "Service"))
        {
            var workload = Assert.Single(workloads, w => Covers(Labels(service.Node["spec"]!["selector"]), w.PodLabels));
            var open = workload.Containers.SelectMany(c => List(c["ports"])).Select(p => Text(p["name"])).ToList();
            Assert.All(List(service.Node["spec"]!["ports"]), port => Assert.Contains(Text(port["targetPort"]), open));
        }

        foreach (var workload in workloads.Where(w => w.Kind != "Job"))
            Assert.True(Covers(Labels(workload.Node["spec"]!["selector"]!["matchLabels"]), workload.PodLabels), $"{workload} does not select its own pods.");
        foreach (var budget in await Manifests.ReadAsync(folder, "PodDisruptionBudget"))
            Assert.Single(workloads, w => Covers(Labels(budget.Node["spec"]!["selector"]!["matchLabels"]), w.PodLabels));
        foreach (var policy in await Manifests.ReadAsync(folder, "NetworkPolicy"))
            Assert.Contains(workloads.Select(w => w.PodLabels).Concat(Visitors), labels => NetworkRules.Selects(policy.Node["spec"]!["podSelector"]!, labels));
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryOverlay), MemberType = typeof(Manifests))]
    public async Task Each_of_silos_and_gateways_has_one_autoscaler_and_no_replicas_of_its_own(string folder)
    {
        var scalers = (await Manifests.ReadAsync(folder)).Where(o => o.Kind is "HorizontalPodAutoscaler" or "ScaledObject").ToList();

        foreach (var workload in await Manifests.ReadAsync(folder, "Deployment"))
        {
            Assert.Null(workload.Node["spec"]!["replicas"]);
            var scaler = Assert.Single(scalers, s => Text(s.Node["spec"]!["scaleTargetRef"]!["name"]) == workload.Name);
            Assert.Contains(workload.Containers, c => c["resources"]!["requests"]!["cpu"] is not null);
            Assert.Equal(workload.Name, scaler.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryOverlay), MemberType = typeof(Manifests))]
    public async Task Sizes_of_an_overlay_arrive_where_they_belong(string folder)
    {
        var sizing = Labels(Manifests.Parse(await File.ReadAllTextAsync(Repository.PathOf($"deploy/k8s/{folder}/sizing.yaml"), TestContext.Current.CancellationToken))["data"]);
        var objects = await Manifests.ReadAsync(folder);
        Assert.DoesNotContain(objects, o => o.Name == "sizing");

        foreach (var (name, part) in new[] { ("silo", "silo"), ("gateway", "gateway") })
        {
            var resources = objects.Single(o => o.Kind == "Deployment" && o.Name == name).Containers.Single()["resources"]!;
            Assert.Equal(sizing[$"{part}-cpu"], resources["requests"]!["cpu"]!.ToString());
            Assert.Equal(sizing[$"{part}-memory"], Text(resources["requests"]!["memory"]));
            Assert.Equal(sizing[$"{part}-memory"], Text(resources["limits"]!["memory"]));
            var scaler = objects.Single(o => o.Kind is "HorizontalPodAutoscaler" or "ScaledObject" && o.Name == name).Node["spec"]!;
            Assert.Equal(sizing[$"{part}s-least"], (scaler["minReplicas"] ?? scaler["minReplicaCount"])!.ToJsonString());
            Assert.Equal(sizing[$"{part}s-most"], (scaler["maxReplicas"] ?? scaler["maxReplicaCount"])!.ToJsonString());
        }

        var topics = objects.Single(o => o.Kind == "Job").Containers.Single(c => Text(c["name"]) == "topics");
        Assert.Equal([sizing["partitions"], sizing["replication"]], List(topics["env"]).Where(e => Text(e["name"]) is "PARTITIONS" or "REPLICATION").Select(e => Text(e["value"])));
        if (objects.SingleOrDefault(o => o.Kind == "ScaledObject") is { } scaled)
            Assert.Equal(sizing["lag-per-silo"], Text(List(scaled.Node["spec"]!["triggers"]).Single(t => Text(t["type"]) == "kafka")["metadata"]!["lagThreshold"]));
    }

    [Theory]
    [InlineData("cluster/overlays/cloud", true)]
    [InlineData("cluster/overlays/local", false)]
    [InlineData("cluster/overlays/dev", false)]
    public async Task Settings_of_the_Kafka_client_come_from_a_secret_where_an_overlay_wants_them(string folder, bool wants)
    {
        const string Variable = "PREDELINQUENCY_KAFKA_SETTINGS";
        foreach (var (kind, name) in new[] { ("Deployment", "silo"), ("Job", "topics"), ("Deployment", "gateway"), ("Job", "schema") })
        {
            var (pod, container) = (await Manifests.WorkloadsAsync(folder)).Where(w => w.Kind == kind).SelectMany(w => w.Containers.Select(c => (w.PodSpec, c))).Single(p => Text(p.c["name"]) == name);
            var file = List(container["env"]).SingleOrDefault(e => Text(e["name"]) == Variable)?["value"];
            Assert.Equal(wants && (name is "silo" or "topics"), file is not null);
            if (file is null)
                continue;
            var mount = List(container["volumeMounts"]).Single(m => Text(m["mountPath"]) == Path.GetDirectoryName(Text(file)));
            Assert.Equal("true", mount["readOnly"]!.ToJsonString());
            Assert.Equal("kafka", Text(List(pod["volumes"]).Single(v => Text(v["name"]) == Text(mount["name"]))["secret"]!["secretName"]));
        }
    }

    [Theory]
    [InlineData("cluster/overlays/cloud", "PREDELINQUENCY_KEYS", "outreach", true)]
    [InlineData("cluster/overlays/local", "PREDELINQUENCY_KEYS", "outreach", true)]
    [InlineData("cluster/overlays/dev", "PREDELINQUENCY_KEYS", "outreach", true)]
    [InlineData("cluster/overlays/cloud", "PREDELINQUENCY_POLICY", "policy", true)]
    [InlineData("cluster/overlays/dev", "PREDELINQUENCY_POLICY", "policy", false)]
    [InlineData("cluster/overlays/cloud", "PREDELINQUENCY_CHANNELS", "channels", true)]
    [InlineData("cluster/overlays/dev", "PREDELINQUENCY_CHANNELS", "channels", false)]
    public async Task Silos_and_gateways_get_the_same_for_outreach(string folder, string variable, string brought, bool wants)
    {
        foreach (var deployment in await Manifests.ReadAsync(folder, "Deployment"))
        {
            var container = Assert.Single(deployment.Containers);
            var path = List(container["env"]).SingleOrDefault(e => Text(e["name"]) == variable)?["value"];
            Assert.Equal(wants, path is not null);
            if (path is null)
                continue;
            var mount = List(container["volumeMounts"]).Single(m => Text(m["mountPath"]) == Text(path) || Text(m["mountPath"]) == Path.GetDirectoryName(Text(path)));
            Assert.Equal("true", mount["readOnly"]!.ToJsonString());
            var volume = List(deployment.PodSpec["volumes"]).Single(v => Text(v["name"]) == Text(mount["name"]));
            Assert.Equal(brought, Text(volume["secret"]?["secretName"] ?? volume["configMap"]!["name"]));
        }
    }

    [Theory]
    [InlineData("cluster/overlays/cloud", true)]
    [InlineData("cluster/overlays/dev", false)]
    [InlineData("cluster/overlays/local", false)]
    public async Task Gateways_alone_get_the_list_of_who_may_act_from_a_secret(string folder, bool wants)
    {
        foreach (var deployment in await Manifests.ReadAsync(folder, "Deployment"))
        {
            var container = Assert.Single(deployment.Containers);
            var file = List(container["env"]).SingleOrDefault(e => Text(e["name"]) == "PREDELINQUENCY_PEOPLE")?["value"];
            var volume = List(deployment.PodSpec["volumes"]).SingleOrDefault(v => v["secret"]?["secretName"]?.ToString() == "people");
            Assert.Equal(wants && Text(container["name"]) == "gateway", file is not null);
            Assert.Equal(file is not null, volume is not null);
            if (file is null)
                continue;
            var mount = List(container["volumeMounts"]).Single(m => Text(m["name"]) == Text(volume!["name"]));

            // The folder and not the file alone: a mounted file stays as it was when the secret changes.
            Assert.Equal((Path.GetDirectoryName(Text(file)), "true", null), (Text(mount["mountPath"]), mount["readOnly"]!.ToJsonString(), mount["subPath"]?.ToString()));
        }
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryOverlay), MemberType = typeof(Manifests))]
    public async Task Every_program_hears_of_the_database_by_one_variable(string folder) =>
        Assert.Equal(
            [("gateway", "PREDELINQUENCY_DATABASE"), ("schema", "PREDELINQUENCY_DATABASE"), ("silo", "PREDELINQUENCY_DATABASE")],
            (await Manifests.WorkloadsAsync(folder)).SelectMany(w => w.Containers)
                .SelectMany(c => List(c["env"]).Where(e => e["valueFrom"]?["configMapKeyRef"]?["key"]?.ToString() == "PREDELINQUENCY_DATABASE").Select(e => (Text(c["name"]), Text(e["name"]))))
                .Order());

    [Theory]
    [MemberData(nameof(Manifests.EveryOverlay), MemberType = typeof(Manifests))]
    public async Task Certificates_of_silos_and_gateways_come_from_a_secret_by_one_component(string folder)
    {
        using var own = new TemporaryFolder();
        string Relative(string place) => Path.GetRelativePath(own.Path, Repository.PathOf($"deploy/k8s/{place}"));
        own.Write("kustomization.yaml", $"resources: [{Relative(folder)}]\ncomponents: [{Relative("cluster/components/tls")}]\n");

        var objects = (await Tool.RunAsync("kubectl", "kustomize", own.Path)).Split("\n---\n").Select(text => new KubernetesObject(Manifests.Parse(text)));
        var secured = objects.Where(o => o.PodTemplate is not null)
            .SelectMany(o => o.Containers.Select(c => (Pod: o.PodSpec!, Container: c, Place: List(c["env"]).SingleOrDefault(e => Text(e["name"]) == "PREDELINQUENCY_TLS")?["value"])))
            .Where(s => s.Place is not null).ToList();

        Assert.Equal(["gateway", "silo"], secured.Select(s => Text(s.Container["name"])).Order(StringComparer.Ordinal));
        Assert.All(secured, s =>
        {
            var mount = List(s.Container["volumeMounts"]).Single(m => Text(m["mountPath"]) == Text(s.Place));
            Assert.Equal("true", mount["readOnly"]!.ToJsonString());
            Assert.Equal("cluster-tls", Text(List(s.Pod["volumes"]).Single(v => Text(v["name"]) == Text(mount["name"]))["secret"]!["secretName"]));
        });
    }

    private static bool Covers(IReadOnlyDictionary<string, string> selector, IReadOnlyDictionary<string, string> labels) =>
        selector.All(p => labels.TryGetValue(p.Key, out var value) && value == p.Value);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject named => named.SelectMany(p => p.Key switch
        {
            "configMapKeyRef" or "configMap" or "configMapRef" => [$"ConfigMap/{p.Value!["name"]}"],
            "secretKeyRef" or "secretRef" => [$"Secret/{p.Value!["name"]}"],
            "secret" => [$"Secret/{p.Value!["secretName"]}"],
            "serviceAccountName" => [$"ServiceAccount/{p.Value}"],
            _ => References(p.Value),
        }),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
