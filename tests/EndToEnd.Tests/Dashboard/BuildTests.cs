using System.Diagnostics;
using System.Text.Json;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Which pages a build embeds, where Node.js is not there to make them.</summary>
public sealed class BuildTests : IDisposable
{
    private static readonly DateTime Built = new(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    public BuildTests()
    {
        File.Copy(Repository.PathOf("src/Dashboard/Dashboard.targets"), _folder.File("Dashboard.targets"));
        _folder.Write("build.proj", """<Project DefaultTargets="EmbedDashboard"><Import Project="Dashboard.targets" /></Project>""");
        Directory.CreateDirectory(_folder.File("src"));
        Directory.CreateDirectory(_folder.File("dist/assets"));
        foreach (var file in new[] { "src/main.tsx", "index.html", "package.json", "package-lock.json", "tsconfig.json", "dist/index.html", "dist/assets/main.js", "dist/.built" })
            _folder.Write(file, "made");
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, Built);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pages_that_fit_their_sources_are_embedded_without_node()
    {
        Node("exit 127");

        Assert.Equal(["dashboard/assets/main.js", "dashboard/index.html"], await EmbeddedAsync());
    }

    [Theory]
    [InlineData("exit 127")]
    [InlineData("echo v16.20.2")]
    public async Task Pages_of_former_sources_are_not_embedded_where_nothing_can_build_them_anew(string node)
    {
        Node(node);
        File.SetLastWriteTimeUtc(_folder.File("src/main.tsx"), Built.AddHours(1));

        Assert.Empty(await EmbeddedAsync());
    }

    /// <summary>Puts a program before the machine's own Node.js.</summary>
    private void Node(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A script stands in for Node.js.");
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(_folder.File("bin"));
        File.SetUnixFileMode(_folder.Write("bin/node", $"#!/bin/sh\n{script}\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <returns>The names of what a build embeds, in order.</returns>
    private async Task<IReadOnlyList<string>> EmbeddedAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", "build.proj", "-nologo", "-nr:false", "-v:quiet", "-t:EmbedDashboard", "-getItem:EmbeddedResource"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            // What this very run was told of the dashboard says nothing of these.
            Environment = { ["PATH"] = $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}", ["RequireDashboard"] = "" },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        using var items = JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]);
        return [.. items.RootElement.GetProperty("Items").GetProperty("EmbeddedResource").EnumerateArray().Select(item => item.GetProperty("LogicalName").GetString()!).Order(StringComparer.Ordinal)];
    }
}
