using System.Text.RegularExpressions;
using System.Xml.Linq;
using static PreDelinquency.Deploy.Tests.KubernetesObject;

namespace PreDelinquency.Deploy.Tests;

/// <summary>The images' recipes, and that manifests run what is in them. EndToEnd.Tests publish the programs as they do.</summary>
public sealed partial class DockerfileTests
{
    public static TheoryData<string> Files => ["Dockerfile", "Dockerfile.cluster"];

    [Theory]
    [MemberData(nameof(Files))]
    public void It_ends_in_an_image_without_a_shell_and_not_as_root(string file)
    {
        var last = Read(file).Split("\nFROM ")[^1];

        Assert.Matches(@"^mcr\.microsoft\.com/dotnet/aspnet:10\.0-noble-chiseled", last);
        Assert.Contains("\nUSER $APP_UID\n", last, StringComparison.Ordinal);
        Assert.DoesNotContain("\nRUN ", last, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_publishes_projects_that_are_there_and_starts_one_of_them(string file)
    {
        var projects = Publish().Matches(Read(file)).Select(m => m.Groups["project"].Value).ToList();

        Assert.NotEmpty(projects);
        Assert.Contains(Program().Match(Read(file)).Groups["program"].Value, projects.Select(AssemblyOf));
    }

    [Theory]
    [MemberData(nameof(Manifests.EveryOverlay), MemberType = typeof(Manifests))]
    public async Task Pods_run_programs_of_the_image_and_listen_where_it_says(string folder)
    {
        var cluster = Read("Dockerfile.cluster");
        var exposed = Exposed().Match(cluster).Groups["ports"].Value.Split(' ');
        var ours = (await Manifests.WorkloadsAsync(folder)).SelectMany(w => w.Containers).Where(c => Text(c["image"]).Contains("predelinquency", StringComparison.Ordinal)).ToList();

        Assert.Equal(4, ours.Count);
        Assert.Subset(exposed.ToHashSet(), ours.SelectMany(c => List(c["ports"])).Select(p => p["containerPort"]!.ToString()).ToHashSet());
        var migration = ours.Single(c => c["command"] is not null);
        Assert.Equal(["dotnet", $"/pdi/{AssemblyOf("Cli")}.dll"], List(migration["command"]).Select(Text));
        Assert.Contains("COPY --from=build /pdi /pdi", cluster, StringComparison.Ordinal);
    }

    private static string Read(string file) => File.ReadAllText(Repository.PathOf($"deploy/docker/{file}")).ReplaceLineEndings("\n");

    private static string AssemblyOf(string project) =>
        XDocument.Load(Repository.PathOf($"src/{project}/{project}.csproj")).Descendants("AssemblyName").SingleOrDefault()?.Value ?? $"PreDelinquency.{project}";

    [GeneratedRegex(@"dotnet publish src/(?<project>\w+) -c Release -p:RunAnalyzers=false -o /", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Publish();

    [GeneratedRegex(@"^ENTRYPOINT \[""dotnet"", ""(?<program>[^""]+)\.dll""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Program();

    [GeneratedRegex(@"^EXPOSE (?<ports>[0-9 ]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Exposed();
}
