using System.Text.RegularExpressions;
using static PreDelinquency.Deploy.Tests.KubernetesObject;

namespace PreDelinquency.Deploy.Tests;

/// <summary>The containers of one machine, as far as that goes without a container engine.</summary>
public sealed partial class ComposeTests
{
    private const string Folder = "deploy/docker";
    private static readonly string Text = Read("compose.yaml");

    [Fact]
    public async Task It_matches_the_Compose_Specification()
    {
        var (code, output) = await Tool.CheckAsync("compose.mjs", Repository.PathOf($"{Folder}/compose.yaml"));

        Assert.True(code == 0, output);
    }

    [Fact]
    public void Its_variables_are_those_of_the_example_and_no_password_has_a_default()
    {
        var used = Variable().Matches(Comment().Replace(Text, "")).Select(m => (Name: m.Groups["name"].Value, Default: m.Groups["rest"].Value)).ToList();
        var example = Assignment().Matches(Read(".env.example")).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);

        // What compose itself reads.
        Assert.Equal(example.Keys.Except(["COMPOSE_PROJECT_NAME"]).Order(), used.Select(v => v.Name).Distinct().Order());
        Assert.All(used, variable =>
        {
            var isSecret = variable.Name.EndsWith("PASSWORD", StringComparison.Ordinal);
            Assert.StartsWith(isSecret ? ":?" : ":-", variable.Default, StringComparison.Ordinal);
            Assert.Equal(isSecret ? "" : variable.Default[2..], example[variable.Name]);
        });
    }

    [Fact]
    public void Ports_are_open_to_this_machine_alone()
    {
        var ports = Services().SelectMany(s => List(s.Value["ports"])).Select(p => p.ToString()).ToList();

        Assert.NotEmpty(ports);
        Assert.All(ports, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
    }

    [Fact]
    public void Our_containers_may_do_little_and_wait_for_the_migration()
    {
        var ours = Services().Where(s => s.Value["image"]!.ToString().StartsWith("${IMAGE", StringComparison.Ordinal)).ToList();

        Assert.Equal(["gateway", "keys", "migration", "silo-1", "silo-2", "topics"], ours.Select(s => s.Key).Order());
        Assert.All(ours, service =>
        {
            Assert.Equal("true", service.Value["read_only"]!.ToJsonString());
            Assert.Equal("""["ALL"]""", service.Value["cap_drop"]!.ToJsonString());
            Assert.Equal("""["no-new-privileges:true"]""", service.Value["security_opt"]!.ToJsonString());
        });
        Assert.All(ours.Where(s => s.Key is not ("migration" or "topics")), service =>
            Assert.Equal("service_completed_successfully", service.Value["depends_on"]!["migration"]!["condition"]!.ToString()));
    }

    [Fact]
    public void Silos_and_gateways_have_the_keys_that_one_service_makes_and_the_same_policy()
    {
        var services = Services().ToDictionary(s => s.Key, s => s.Value);
        var readers = services.Where(s => s.Key is "silo-1" or "silo-2" or "gateway").Select(s => s.Value).ToList();

        Assert.Equal(["keys:/keys"], List(services["keys"]["volumes"]).Select(v => v.ToString()));
        Assert.Equal(3, readers.Count);
        Assert.All(readers, service =>
        {
            Assert.Equal(("/keys", "/etc/predelinquency/policy"), (service["environment"]!["PREDELINQUENCY_KEYS"]!.ToString(), service["environment"]!["PREDELINQUENCY_POLICY"]!.ToString()));
            Assert.Equal(["keys:/keys:ro", "${POLICY:-../../policies/default}:/etc/predelinquency/policy:ro"], List(service["volumes"]).Select(v => v.ToString()));
            Assert.Equal("service_completed_successfully", service["depends_on"]!["keys"]!["condition"]!.ToString());
        });
        Assert.True(File.Exists(Repository.PathOf($"{Folder}/../../policies/default/policy.yaml")));
    }

    [Fact]
    public void A_silo_says_the_address_that_it_has()
    {
        var silos = Services().Where(s => s.Key.StartsWith("silo-", StringComparison.Ordinal)).Select(s => s.Value).ToList();

        Assert.Equal(2, silos.Select(s => s["networks"]!["default"]!["ipv4_address"]!.ToString()).Distinct().Count());
        Assert.All(silos, silo =>
        {
            var command = List(silo["command"]).Select(a => a.ToString()).ToList();
            Assert.Equal(silo["networks"]!["default"]!["ipv4_address"]!.ToString(), command[command.IndexOf("--advertise") + 1]);
        });
    }

    [Fact]
    public void Silos_and_whoever_creates_topics_get_the_settings_of_the_Kafka_client_as_a_secret()
    {
        var secret = Assert.Single(Manifests.Parse(Text)["secrets"]!.AsObject());
        var readers = Services().Where(s => List(s.Value["secrets"]).Any()).ToList();

        Assert.Equal(["silo-1", "silo-2", "topics"], readers.Select(s => s.Key).Order());
        Assert.All(readers, service =>
        {
            Assert.Equal(secret.Key, Assert.Single(List(service.Value["secrets"])).ToString());
            Assert.Equal($"/run/secrets/{secret.Key}", service.Value["environment"]!["PREDELINQUENCY_KAFKA_SETTINGS"]!.ToString());
            Assert.NotNull(service.Value["environment"]!["PREDELINQUENCY_KAFKA"]);
        });
        Assert.True(File.Exists(Repository.PathOf($"{Folder}/{Variable().Match(secret.Value!["file"]!.ToString()).Groups["rest"].Value[2..]}")));
    }

    [Fact]
    public void What_serves_comes_back_after_a_restart_of_the_machine_and_what_is_done_once_does_not()
    {
        var once = new[] { "keys", "migration", "topics" };

        Assert.All(Services(), s => Assert.Equal(once.Contains(s.Key) ? "on-failure" : "unless-stopped", s.Value["restart"]!.ToString()));
    }

    [Fact]
    public async Task Certificates_are_mounted_where_silos_and_gateways_look_for_them()
    {
        var (code, output) = await Tool.CheckAsync("compose.mjs", Repository.PathOf($"{Folder}/compose.tls.yaml"));
        var secured = Manifests.Parse(Read("compose.tls.yaml"))["services"]!.AsObject();

        Assert.True(code == 0, output);
        Assert.Equal(
            Services().Select(s => s.Key).Where(name => name == "gateway" || name.StartsWith("silo-", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            secured.Select(s => s.Key).Order(StringComparer.Ordinal));
        Assert.All(secured, s => Assert.EndsWith($":{s.Value!["environment"]!["PREDELINQUENCY_TLS"]}:ro", Assert.Single(List(s.Value["volumes"])).ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_of_who_may_act_is_mounted_where_gateways_look_for_it()
    {
        var (code, output) = await Tool.CheckAsync("compose.mjs", Repository.PathOf($"{Folder}/compose.people.yaml"));
        var (name, gateway) = Assert.Single(Manifests.Parse(Read("compose.people.yaml"))["services"]!.AsObject());

        Assert.True(code == 0, output);
        Assert.Equal("gateway", name);
        var mounted = Assert.Single(List(gateway!["volumes"])).ToString();
        Assert.EndsWith($":{Path.GetDirectoryName(gateway["environment"]!["PREDELINQUENCY_PEOPLE"]!.ToString())}:ro", mounted, StringComparison.Ordinal);
        Assert.StartsWith("${PEOPLE_FOLDER:?", mounted, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_built_from_or_mounted_are_there()
    {
        var mounted = Services().SelectMany(s => List(s.Value["volumes"])).Select(v => v.ToString().Split(':')[0]).Where(v => v.StartsWith("..", StringComparison.Ordinal)).ToList();
        var built = Services().Select(s => s.Value["build"]).Where(b => b is not null).Select(b => Path.Combine(b!["context"]!.ToString(), b["dockerfile"]!.ToString())).ToList();

        Assert.Equal(4, mounted.Count);
        Assert.Single(built);
        Assert.All(mounted.Concat(built), path => Assert.True(Path.Exists(Path.Combine(Repository.PathOf(Folder), path)), path));
    }

    [Fact]
    public void Prometheus_asks_where_silos_and_gateways_answer()
    {
        var jobs = List(Manifests.Parse(File.ReadAllText(Repository.PathOf("deploy/prometheus/prometheus.yaml")))["scrape_configs"])
            .ToDictionary(j => j["job_name"]!.ToString(), j => j["dns_sd_configs"]![0]!["port"]!.ToString());

        Assert.Equal(["gateway", "silo"], jobs.Keys.Order());
        Assert.All(jobs, job => Assert.All(
            Services().Where(s => s.Key.Split('-')[0] == job.Key),
            service => Assert.Contains($"http://0.0.0.0:{job.Value}", List(service.Value["command"]).Select(a => a.ToString()))));
    }

    private static IEnumerable<KeyValuePair<string, System.Text.Json.Nodes.JsonNode>> Services() =>
        Manifests.Parse(Text)["services"]!.AsObject().Select(p => KeyValuePair.Create(p.Key, p.Value!));

    private static string Read(string file) => File.ReadAllText(Repository.PathOf($"{Folder}/{file}"));

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)(?<rest>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?<name>[A-Z_]+)=(?<value>.*?)\r?$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Assignment();
}
