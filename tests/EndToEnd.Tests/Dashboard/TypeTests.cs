using System.Diagnostics;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>The dashboard is written against the types of the API; they are those of the API as it is.</summary>
public sealed class TypeTests : IDisposable
{
    private static readonly string Dashboard = Repository.PathOf("src/Dashboard");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_dashboard_fits_the_answers_of_the_api()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Dashboard, "node_modules")), "The dashboard was not built here.");
        await using var gateway = await GatewayProcess.StartAsync(_folder.Path);
        using var http = new HttpClient { BaseAddress = gateway.Address };
        var document = _folder.Write("openapi.json", await http.GetStringAsync("openapi/v1.json", TestContext.Current.CancellationToken));
        var copy = Directory.CreateDirectory(_folder.File("dashboard")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Dashboard, "src"), "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Dashboard, "*.ts*")))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Dashboard, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        File.Copy(Path.Combine(Dashboard, "tsconfig.json"), Path.Combine(copy, "tsconfig.json"), overwrite: true);
        Directory.CreateSymbolicLink(Path.Combine(copy, "node_modules"), Path.Combine(Dashboard, "node_modules"));

        await NodeAsync(copy, "node_modules/openapi-typescript/bin/cli.js", document, "--output", "src/api/schema.d.ts");
        await NodeAsync(copy, "node_modules/typescript/bin/tsc", "--noEmit");
    }

    private static async Task NodeAsync(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"node {string.Join(' ', arguments)}:\n{output}");
    }
}
