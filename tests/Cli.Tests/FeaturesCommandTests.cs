using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Synthetic.Files;
using PreDelinquency.Trees;

namespace PreDelinquency.Cli.Tests;

public sealed class FeaturesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Features_of_all_customers_are_exported_and_the_future_does_not_matter()
    {
        var (data, whole, cut) = (_folder.File("population"), _folder.File("whole.csv"), _folder.File("cut.csv"));
        await PdiRun.ExecuteAsync("generate", "--customers", "20", "--months", "4", "--out", data);
        var run = await PdiRun.ExecuteAsync("features", "--data", data, "--as-of", "2025-03-15,2025-02-01", "--out", whole);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"exported 40 rows to {whole}", run.ErrorLines[^1]);

        var transactions = new PopulationFolder(data).TransactionsFile;
        File.WriteAllLines(transactions, File.ReadLines(transactions).Where((line, i) => i == 0 || string.CompareOrdinal(line.Split(',')[2], "2025-03-16") < 0).ToArray());
        await PdiRun.ExecuteAsync("features", "--data", data, "--as-of", "2025-03-15", "--as-of", "2025-02-01", "--out", cut);
        Assert.Equal(File.ReadAllText(whole), File.ReadAllText(cut));

        var printed = await PdiRun.ExecuteAsync("features", "--data", data, "--as-of", "2025-02-01");
        Assert.Equal(File.ReadLines(whole).Where((line, i) => i == 0 || line.Contains(",2025-02-01,", StringComparison.Ordinal)), printed.Output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_model_is_fitted_as_the_help_says_once_a_label_is_added()
    {
        var (data, features, labelled, model) = (_folder.File("population"), _folder.File("features.csv"), _folder.File("labelled.csv"), _folder.File("model.txt"));
        await PdiRun.ExecuteAsync("generate", "--customers", "40", "--months", "4", "--out", data);
        await PdiRun.ExecuteAsync("features", "--data", data, "--as-of", "2025-03-15,2025-02-01", "--out", features);
        File.WriteAllLines(labelled, File.ReadLines(features).Select((line, i) => $"{line},{(i == 0 ? "misses" : $"{i % 2}")}"));
        var example = (await PdiRun.ExecuteAsync("features", "--help")).Output.Split('\n').Single(line => line.Contains("./pdi fit", StringComparison.Ordinal)).Trim();

        var fit = await PdiRun.ExecuteAsync([.. example.Split(' ').Skip(1).Select(word => word switch { "labelled.csv" => labelled, "model.txt" => model, _ => word })]);

        Assert.True(fit.ExitCode == 0, fit.Error);
        Assert.Equal(FeatureCatalogue.All.Select(f => f.Name), TreeModel.Load(model).FeatureNames);
        Assert.Contains(example, File.ReadAllText(Repository.PathOf("docs/training.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_that_the_data_do_not_reach_are_told()
    {
        var data = _folder.File("population");
        await PdiRun.ExecuteAsync("generate", "--customers", "5", "--months", "2", "--out", data);

        var run = await PdiRun.ExecuteAsync("features", "--data", data, "--as-of", "2024-12-01,2025-02-01,2025-06-30", "--out", _folder.File("out.csv"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, run.ErrorLines.Count);
        Assert.StartsWith("warning: --as-of 2024-12-01 lies before the first transaction of the data, 2025-01-01: it has no row", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith("warning: --as-of 2025-06-30 lies after the last transaction of the data, 2025-02-28: ", run.ErrorLines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_none_is_a_usage_error()
    {
        var run = await PdiRun.ExecuteAsync("features", "--data", "x", "--as-of", "2025-02-01,2025-02-30");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("pdi: '2025-02-30' is not a day like 2025-01-31.", run.ErrorLines[0]);
    }
}
