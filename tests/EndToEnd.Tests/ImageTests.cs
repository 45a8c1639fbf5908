using System.Text.RegularExpressions;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>The container images, as far as that goes without a container engine: what they are built from suffices.</summary>
public sealed partial class ImageTests(ImageTests.CopiedContext copied) : IClassFixture<ImageTests.CopiedContext>, IDisposable
{
    private static readonly TimeSpan PublishDeadline = TimeSpan.FromMinutes(10);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What both images copy; what they have in common is compiled once.</summary>
    public sealed class CopiedContext : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public CopiedContext() => BuildContext.Copy(Repository.Root, Path);

        public string Path => _folder.Path;

        public void Dispose() => _folder.Dispose();
    }

    [Fact]
    public async Task A_program_published_from_the_files_of_the_image_alone_starts()
    {
        var dockerfile = await File.ReadAllTextAsync(Repository.PathOf("deploy/docker/Dockerfile"), TestContext.Current.CancellationToken);
        Assert.Contains("COPY . .", dockerfile, StringComparison.Ordinal);
        var publish = Publish().Match(dockerfile).Groups["arguments"].Value.Split(' ');
        var program = Program().Match(dockerfile).Groups["file"].Value;
        var packages = await PackagesAsync(copied.Path);
        await ToolRun.ExecuteAsync(copied.Path, PublishDeadline, [.. publish, "-o", _folder.File("app"), "--source", packages, "--disable-build-servers"]);

        var data = Directory.CreateDirectory(_folder.File("data")).FullName;
        await using var gateway = await GatewayProcess.StartAsync(Path.Combine(_folder.File("app"), program), data, []);
        Assert.True(gateway.ReadyAfter > TimeSpan.Zero);
    }

    [Fact]
    public async Task Programs_of_the_cluster_edition_published_from_the_files_of_their_image_start()
    {
        Assert.SkipUnless(File.Exists(Repository.PathOf("src/Silo/bin/Release/net10.0/PreDelinquency.Silo.dll")), "The cluster edition is not built here.");
        var dockerfile = await File.ReadAllTextAsync(Repository.PathOf("deploy/docker/Dockerfile.cluster"), TestContext.Current.CancellationToken);
        var packages = await PackagesAsync(copied.Path);
        var publishes = EveryPublish().Matches(dockerfile);
        Assert.Equal(["app", "pdi"], publishes.Select(p => p.Groups["folder"].Value));
        foreach (Match publish in publishes)
            await ToolRun.ExecuteAsync(copied.Path, PublishDeadline, [.. publish.Groups["arguments"].Value.Split(' '), "-o", _folder.File(publish.Groups["folder"].Value), "--source", packages, "--disable-build-servers"]);

        var silo = await ToolRun.ExecuteAsync(copied.Path, PublishDeadline, Path.Combine(_folder.File("app"), Program().Match(dockerfile).Groups["file"].Value), "--help");
        Assert.All(["run", "topics"], command => Assert.Contains(command, silo, StringComparison.Ordinal));
        Assert.Contains("migrate", await ToolRun.ExecuteAsync(copied.Path, PublishDeadline, Path.Combine(_folder.File("pdi"), "pdi.dll"), "db", "--help"), StringComparison.Ordinal);
    }

    /// <summary>The packages that this test was built with: no network.</summary>
    private static async Task<string> PackagesAsync(string folder) =>
        (await ToolRun.ExecuteAsync(folder, PublishDeadline, "nuget", "locals", "global-packages", "--list")).Split(": ", 2)[1].Trim();

    [GeneratedRegex(@"\bdotnet (?<arguments>publish .+?) -o /(?<folder>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EveryPublish();

    [GeneratedRegex(@"^RUN dotnet (?<arguments>publish .+?) -o /app\b", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Publish();

    [GeneratedRegex(@"^ENTRYPOINT \[""dotnet"", ""(?<file>[^""]+)""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Program();
}
