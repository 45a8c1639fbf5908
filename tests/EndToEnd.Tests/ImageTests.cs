using System.Text.RegularExpressions;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>The container image, as far as that goes without a container engine: what it is built from suffices.</summary>
public sealed partial class ImageTests : IDisposable
{
    private static readonly TimeSpan PublishDeadline = TimeSpan.FromMinutes(10);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_published_from_the_files_of_the_image_alone_starts()
    {
        var dockerfile = await File.ReadAllTextAsync(Repository.PathOf("deploy/docker/Dockerfile"), TestContext.Current.CancellationToken);
        Assert.Contains("COPY . .", dockerfile, StringComparison.Ordinal);
        var publish = Publish().Match(dockerfile).Groups["arguments"].Value.Split(' ');
        var program = Program().Match(dockerfile).Groups["file"].Value;
        var context = Directory.CreateDirectory(_folder.File("context")).FullName;
        BuildContext.Copy(Repository.Root, context);

        // The packages are those that this test was built with: no network.
        var packages = (await ToolRun.ExecuteAsync(context, PublishDeadline, "nuget", "locals", "global-packages", "--list")).Split(": ", 2)[1].Trim();
        await ToolRun.ExecuteAsync(context, PublishDeadline, [.. publish, "-o", _folder.File("app"), "--source", packages, "--disable-build-servers"]);

        var data = Directory.CreateDirectory(_folder.File("data")).FullName;
        await using var gateway = await GatewayProcess.StartAsync(Path.Combine(_folder.File("app"), program), data, []);
        Assert.True(gateway.ReadyAfter > TimeSpan.Zero);
    }

    [GeneratedRegex(@"^RUN dotnet (?<arguments>publish .+?) -o /app\b", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Publish();

    [GeneratedRegex(@"^ENTRYPOINT \[""dotnet"", ""(?<file>[^""]+)""", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Program();
}
