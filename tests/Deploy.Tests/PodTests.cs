using System.Text.Json.Nodes;
using static PreDelinquency.Deploy.Tests.KubernetesObject;

namespace PreDelinquency.Deploy.Tests;

/// <summary>What pods may do, ask for and answer. The rules of the Pod Security Standard "restricted", and some of our own.</summary>
public sealed class PodTests
{
    private static readonly string[] Volumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];

    // A drain of half a minute, and what is needed to end after it.
    private static readonly TimeSpan Stop = TimeSpan.FromSeconds(30 + 10);

    [Theory]
    [MemberData(nameof(Manifests.EveryFolder), MemberType = typeof(Manifests))]
    public async Task Every_pod_is_restricted(string folder)
    {
        foreach (var workload in await Manifests.WorkloadsAsync(folder))
        {
            var pod = workload.PodSpec;
            Assert.True(True(pod["securityContext"]?["runAsNonRoot"]), $"{workload} may run as root.");
            Assert.Equal("RuntimeDefault", Text(pod["securityContext"]!["seccompProfile"]!["type"]));
            Assert.All(["hostNetwork", "hostPID", "hostIPC"], name => Assert.Null(pod[name]));
            Assert.All(List(pod["volumes"]), volume => Assert.Contains(Volumes, name => volume[name] is not null));
            Assert.All(workload.Containers, container =>
            {
                var context = container["securityContext"]!;
                Assert.False(True(context["allowPrivilegeEscalation"] ?? JsonValue.Create(true)));
                Assert.Null(context["privileged"]);
                Assert.Equal(["ALL"], List(context["capabilities"]!["drop"]).Select(Text));
                Assert.Null(context["capabilities"]!["add"]);
                // Kafka's image writes its settings beside its program.
                Assert.Equal(!Text(container["image"]).StartsWith("apache/kafka:", StringComparison.Ordinal), True(context["readOnlyRootFilesystem"]));
            });
        }
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryFolder), MemberType = typeof(Manifests))]
    public async Task No_pod_has_a_token_for_the_Kubernetes_API(string folder)
    {
        Assert.All(await Manifests.WorkloadsAsync(folder), workload => Assert.Equal("false", workload.PodSpec["automountServiceAccountToken"]?.ToJsonString()));
        Assert.DoesNotContain(await Manifests.ReadAsync(folder), o => o.Kind.Contains("Role", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryFolder), MemberType = typeof(Manifests))]
    public async Task Every_container_asks_for_what_it_needs_by_an_image_of_one_version(string folder)
    {
        Assert.All((await Manifests.WorkloadsAsync(folder)).SelectMany(w => w.Containers), container =>
        {
            Assert.NotNull(container["resources"]?["requests"]?["cpu"]);
            Assert.NotNull(container["resources"]?["requests"]?["memory"]);
            Assert.NotNull(container["resources"]?["limits"]?["memory"]);
            Assert.Matches(@":[0-9]+\.[0-9]+(\.[0-9]+)?[a-z0-9.-]*$", Text(container["image"]));
        });
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryFolder), MemberType = typeof(Manifests))]
    public async Task Whoever_runs_on_is_asked_how_it_is_and_has_time_to_stop(string folder)
    {
        foreach (var workload in (await Manifests.WorkloadsAsync(folder)).Where(w => w.Kind != "Job"))
        {
            var container = Assert.Single(workload.Containers);
            var open = List(container["ports"]).Select(p => Text(p["name"])).ToList();
            foreach (var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" }.Select(name => container[name]))
            {
                Assert.NotNull(probe);
                if ((probe["httpGet"] ?? probe["tcpSocket"]) is { } asked)
                    Assert.Contains(Text(asked["port"]), open);
            }

            var wait = TimeSpan.FromSeconds(container["lifecycle"]?["preStop"]?["sleep"]?["seconds"]?.GetValue<int>() ?? 0);
            Assert.True(TimeSpan.FromSeconds(workload.PodSpec["terminationGracePeriodSeconds"]!.GetValue<int>()) >= wait + Stop, $"{workload} is killed while it stops.");
        }
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryOverlay), MemberType = typeof(Manifests))]
    public async Task Silos_and_gateways_are_replaced_before_they_go_and_spread_over_zones_and_nodes(string folder)
    {
        var deployments = await Manifests.ReadAsync(folder, "Deployment");
        Assert.Equal(["gateway", "silo"], deployments.Select(d => d.Name).Order());
        Assert.All(deployments, deployment =>
        {
            Assert.Equal("""{"maxSurge":1,"maxUnavailable":0}""", deployment.Node["spec"]!["strategy"]!["rollingUpdate"]!.ToJsonString());
            Assert.Equal(["topology.kubernetes.io/zone", "kubernetes.io/hostname"], List(deployment.PodSpec["topologySpreadConstraints"]).Select(c => Text(c["topologyKey"])));
            Assert.All(List(deployment.PodSpec["topologySpreadConstraints"]), constraint => Assert.True(NetworkRules.Selects(constraint["labelSelector"]!, deployment.PodLabels)));
        });
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryOverlay), MemberType = typeof(Manifests))]
    public async Task Namespaces_enforce_what_pods_keep_to(string folder)
    {
        var space = Assert.Single(await Manifests.ReadAsync(folder, "Namespace"));

        Assert.Equal("restricted", Labels(space.Node["metadata"]!["labels"])["pod-security.kubernetes.io/enforce"]);
        Assert.All((await Manifests.ReadAsync(folder)).Where(o => o.Kind != "Namespace"), o => Assert.Equal(space.Name, Text(o.Node["metadata"]!["namespace"])));
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryOverlay), MemberType = typeof(Manifests))]
    public async Task A_gateway_that_waits_for_silos_is_not_started_anew_for_an_hour(string folder)
    {
        var gateway = Assert.Single(await Manifests.ReadAsync(folder, "Deployment"), deployment => deployment.Name == "gateway");
        var probe = Assert.Single(gateway.Containers)["startupProbe"]!;

        Assert.True(probe["periodSeconds"]!.GetValue<int>() * probe["failureThreshold"]!.GetValue<int>() >= 3600);
    }

    private static bool True(JsonNode? value) => value?.GetValue<bool>() ?? false;
}
