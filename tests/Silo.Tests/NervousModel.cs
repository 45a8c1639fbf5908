using System.Text.Json.Nodes;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Registry;

namespace PreDelinquency.Silo.Tests;

/// <summary>The shipped trees with thresholds so low that interventions follow often, as the champion of a database's registry.</summary>
internal static class NervousModel
{
    public static async Task<ModelBundle> PromoteAsync(string database)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("models/champion")))
            File.Copy(file, folder.File(Path.GetFileName(file)));
        var document = JsonNode.Parse(await File.ReadAllTextAsync(folder.File("bundle.json")))!;
        document["version"] = "nervous";
        document["thresholds"] = JsonNode.Parse("""{"medium":0.02,"high":0.05,"critical":0.15}""");
        folder.Write("bundle.json", document.ToJsonString());
        await using var registry = await PostgresRegistry.OpenAsync(database, TimeProvider.System, TestContext.Current.CancellationToken);
        await registry.RegisterAsync(BundleFiles.Load(folder.Path), TestContext.Current.CancellationToken);
        await registry.PromoteAsync("nervous", TestContext.Current.CancellationToken);
        return ModelBundle.Load(folder.Path);
    }
}
