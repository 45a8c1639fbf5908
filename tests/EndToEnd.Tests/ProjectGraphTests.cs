using System.Xml.Linq;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>Dependencies point one way, so that the customer's own rules never learn of stores, servers or clusters.</summary>
public sealed class ProjectGraphTests
{
    // A project may reference only projects on the shelves below its own.
    private static readonly string[][] Shelves =
    [
        ["Trees", "Postgres"],
        ["Domain"],
        ["Synthetic", "Engine", "Registry"],
        ["Cluster", "Monitoring", "Training"],
        ["Outreach"],
        ["Storage", "Grains.Abstractions", "Kafka"],
        ["Grains"],
        ["Gateway"],
        ["Cli", "Silo"],
    ];

    private static readonly string[] ClusterOnly = ["Microsoft.Orleans", "Confluent"];

    private static readonly IReadOnlyDictionary<string, XDocument> Projects = Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => XDocument.Load(file));

    [Fact]
    public void Every_project_has_its_shelf() =>
        Assert.Equal(Shelves.SelectMany(s => s).Order(), Projects.Keys.Order());

    [Fact]
    public void References_point_to_lower_shelves_only() =>
        Assert.All(Projects.Keys, project => Assert.All(References(project), referenced =>
            Assert.True(ShelfOf(referenced) < ShelfOf(project), $"{project} must not reference {referenced}.")));

    [Fact]
    public void Trees_know_nothing_but_the_platform()
    {
        Assert.Empty(References("Trees"));
        Assert.Empty(Packages("Trees"));
    }

    [Fact]
    public void What_speaks_to_postgres_knows_nothing_of_banking() => Assert.Empty(References("Postgres"));

    [Fact]
    public void The_domain_knows_trees_alone()
    {
        Assert.Equal(["Trees"], References("Domain"));
        Assert.Empty(Packages("Domain"));
    }

    [Fact]
    public void The_engine_does_not_know_its_stores() => Assert.DoesNotContain("Storage", References("Engine"));

    [Fact]
    public void Nobody_but_the_silo_references_grains() =>
        Assert.All(Projects.Keys.Where(p => References(p).Contains("Grains")), project => Assert.Equal("Silo", project));

    [Fact]
    public void Packages_of_the_cluster_stay_in_its_projects() =>
        Assert.All(Projects.Keys.Where(p => Packages(p).Any(IsClusterOnly)), project =>
            Assert.Contains(project, new[] { "Grains.Abstractions", "Grains", "Kafka", "Silo" }));

    private static bool IsClusterOnly(string package) => ClusterOnly.Any(start => package.StartsWith(start, StringComparison.Ordinal));

    private static int ShelfOf(string project) => Array.FindIndex(Shelves, shelf => shelf.Contains(project));

    private static IReadOnlyList<string> References(string project) =>
        [.. Projects[project].Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];

    private static IReadOnlyList<string> Packages(string project) =>
        [.. Projects[project].Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value)];
}
