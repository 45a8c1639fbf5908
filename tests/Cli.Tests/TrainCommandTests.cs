using System.Text.RegularExpressions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Training.Experiments;

namespace PreDelinquency.Cli.Tests;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_trained_bundle_serves_and_is_measured_the_same_afterwards()
    {
        var (data, model, runs, page) = (_folder.File("population"), _folder.File("model"), _folder.File("runs"), _folder.File("page.html"));
        await PdiRun.ExecuteAsync("generate", "--customers", "300", "--months", "12", "--seed", "5", "--oracle", "10", "--oracle-from", "2025-09-01", "--out", data);

        var train = await PdiRun.ExecuteAsync("train", "--data", data, "--out", model, "--name", "test-1", "--runs", runs, "--test-days", "80", "--param", "num_leaves=7");
        Assert.True(train.ExitCode == 0, train.Error);
        Assert.StartsWith("model test-1 on customers and months that training did not see: ", train.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^figure +model +logistic regression +rule-of-thumb scorecard\n", train.Output);
        Assert.Matches("(?m)^beside what was knowable, on the [0-9,]+ of [0-9,]+ rows of which the oracle was asked:\nfigure +oracle +model +gap\n", train.Output);
        Assert.Matches("(?m)^warning: HIGH has no threshold of its own: .* Train on more customers", train.Output);
        Assert.DoesNotContain("NaN", train.Output + train.Error, StringComparison.Ordinal);
        Assert.Equal($"wrote {model}", train.ErrorLines[^1]);
        var bundle = ModelBundle.Load(model);
        Assert.Equal(("test-1", "7"), (bundle.Version, bundle.Document.Parameters["num_leaves"]));

        var evaluate = await PdiRun.ExecuteAsync("evaluate", "--data", data, "--model", model, "--out", page);
        Assert.Equal((0, train.Output), (evaluate.ExitCode, evaluate.Output));
        Assert.Equal(File.ReadAllText(Path.Combine(model, "report.html")), File.ReadAllText(page));
        Assert.StartsWith("# Model card: test-1", File.ReadAllText(Path.Combine(model, "model-card.md")), StringComparison.Ordinal);
        var replay = await PdiRun.ExecuteAsync("replay", "--data", data, "--model", model);
        Assert.Equal(0, replay.ExitCode);

        var all = await PdiRun.ExecuteAsync("evaluate", "--data", data, "--model", model, "--all");
        Assert.StartsWith("model test-1 on all rows of the data: ", all.Output, StringComparison.Ordinal);
        Assert.Contains("logistic regression", all.Output, StringComparison.Ordinal);
        Assert.StartsWith("warning: Model test-1 was made from these very data", all.Output.Split('\n')[1], StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(all.Output, "these very data"));
        Assert.DoesNotContain("these very data", evaluate.Output, StringComparison.Ordinal);

        var run = Assert.Single(new RunStore(runs, TimeProvider.System).List().Runs);
        Assert.Equal((RunStatus.Finished, "test-1", "7"), (run.Status, run.Name, run.Parameters["num_leaves"]));
        Assert.Equal(bundle.Document.Metrics["test_auc"], run.Metrics["test_auc"]);
        Assert.Equal(bundle.Document.TrainingData, run.Tags[RunTags.Data]);
        Assert.Subset(run.Metrics.Keys.ToHashSet(), new HashSet<string> { "logistic_auc", "scorecard_auc", "oracle_auc", "gap_to_oracle_auc", "stopping_log_loss" });
        var kept = Assert.Single(Directory.GetFiles(runs, "bundle.json", SearchOption.AllDirectories));
        Assert.Equal(
            ["baselines.json", "bundle.json", "model-card.md", "model.txt", "reference.json", "report.html"],
            Directory.GetFiles(Path.GetDirectoryName(kept)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_model_that_replaces_another_is_never_beside_the_card_of_the_other()
    {
        var (data, model) = (_folder.File("population"), _folder.File("model"));
        await PdiRun.ExecuteAsync("generate", "--customers", "300", "--months", "12", "--seed", "5", "--out", data);
        string[] train = ["train", "--data", data, "--out", model, "--no-record", "--param", "num_iterations=5"];
        var first = await PdiRun.ExecuteAsync([.. train, "--name", "first"]);
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.StartsWith("# Model card: first", File.ReadAllText(Path.Combine(model, "model-card.md")), StringComparison.Ordinal);

        // The model is written by the time that causes are first read.
        File.AppendAllText(Path.Combine(data, "causes.csv"), "broken\n");
        var second = await PdiRun.ExecuteAsync([.. train, "--name", "second", "--force"]);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("causes.csv", second.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal("second", ModelBundle.Load(model).Version);
        Assert.Equal(["baselines.json", "bundle.json", "model.txt", "reference.json"], Directory.GetFiles(model).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_search_records_its_trials_within_its_run_and_experiments_show_them()
    {
        var (data, runs) = (_folder.File("population"), _folder.File("runs"));
        await PdiRun.ExecuteAsync("generate", "--customers", "300", "--months", "12", "--seed", "5", "--out", data);
        string[] common = ["train", "--data", data, "--runs", runs, "--param", "num_iterations=12"];
        var searched = await PdiRun.ExecuteAsync([.. common, "--out", _folder.File("searched"), "--search", "3", "--seed", "4"]);
        Assert.True(searched.ExitCode == 0, searched.Error);
        var plain = await PdiRun.ExecuteAsync([.. common, "--out", _folder.File("plain"), "--param", "num_leaves=5"]);
        Assert.True(plain.ExitCode == 0, plain.Error);
        var unrecorded = await PdiRun.ExecuteAsync([.. common, "--out", _folder.File("unrecorded"), "--no-record"]);
        Assert.True(unrecorded.ExitCode == 0, unrecorded.Error);

        var recorded = new RunStore(runs, TimeProvider.System).List().Runs;
        var parent = Assert.Single(recorded, r => r.Name == "searched");
        var trials = recorded.Where(r => r.ParentId == parent.Id).ToArray();
        Assert.Equal(["searched trial 0", "searched trial 1", "searched trial 2"], trials.Select(t => t.Name).Order());
        Assert.All(trials, t => Assert.Equal((RunStatus.Finished, true), (t.Status, t.Metrics["search_log_loss"] > 0)));
        var winner = trials.Where(t => t.Metrics["search_share"] == 1).MinBy(t => t.Metrics["search_log_loss"])!;
        Assert.All(winner.Parameters, p => Assert.Equal(p.Value, parent.Parameters[p.Key]));
        Assert.Equal(winner.Name, parent.Tags[RunTags.SearchWinner]);
        Assert.StartsWith($"search: trial {winner.Name[^1]} of 0 to 2 won, log loss {winner.Metrics["search_log_loss"]:0.00000}, ", searched.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("search:", plain.Output, StringComparison.Ordinal);
        var misspelt = await PdiRun.ExecuteAsync("experiments", "--runs", runs, "--sort", "test_acu");
        Assert.StartsWith("pdi: No run has a metric 'test_acu'; test_auc is one. There are ", Assert.Single(misspelt.ErrorLines), StringComparison.Ordinal);

        var list = await PdiRun.ExecuteAsync("experiments", "--runs", runs, "--sort", "test_auc");
        var names = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split("  ", StringSplitOptions.RemoveEmptyEntries)[1]);
        Assert.Equal(recorded.Where(r => r.ParentId is null).OrderByDescending(r => r.Metrics["test_auc"]).Select(r => r.Name), names);
        var withTrials = await PdiRun.ExecuteAsync("experiments", "--runs", runs, "--sort", "search_log_loss", "--ascending", "--trials");
        var unsorted = await PdiRun.ExecuteAsync("experiments", "--runs", runs, "--trials");
        Assert.All(trials, t => Assert.Contains(unsorted.Output.Split('\n'), line => line.Contains(t.Name, StringComparison.Ordinal) && line.Contains(FormattableString.Invariant($"  {t.Metrics["search_log_loss"]:0.0000}  "), StringComparison.Ordinal)));
        Assert.Equal(6, withTrials.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        var compare = await PdiRun.ExecuteAsync("experiments", "compare", "plain", parent.Id[..10], "--runs", runs);
        Assert.Equal(0, compare.ExitCode);
        Assert.Matches($"(?m)^num_leaves +5 +{parent.Parameters["num_leaves"]}\n", compare.Output);
        Assert.Matches("(?m)^test_auc +0\\.[0-9]+ +0\\.[0-9]+\n", compare.Output);
        Assert.DoesNotContain("bagging_seed", compare.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(RunTags.Data, compare.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leafs=3", 2, "pdi: Unknown training parameter 'leafs'.")]
    [InlineData("num_leafs=3", 2, "pdi: Unknown training parameter 'num_leafs'; num_leaves is one.")]
    [InlineData("hihg_precision=0.8", 2, "pdi: Unknown training parameter 'hihg_precision'; high_precision is one.")]
    [InlineData("num_leaves=1", 2, "pdi: Training parameter num_leaves=1 must be 2 to 131072.")]
    [InlineData("num_leaves", 2, "pdi: --param num_leaves must be name=value.")]
    public async Task A_wrong_parameter_is_refused_before_anything_is_read_or_written(string parameter, int exitCode, string expected)
    {
        var run = await PdiRun.ExecuteAsync("train", "--data", "/no/such/folder", "--out", _folder.File("model"), "--runs", _folder.File("runs"), "--param", parameter);
        Assert.Equal((exitCode, expected), (run.ExitCode, run.ErrorLines[0]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_run_that_fails_is_recorded_as_failed()
    {
        var (data, runs) = (_folder.File("population"), _folder.File("runs"));
        await PdiRun.ExecuteAsync("generate", "--customers", "300", "--months", "12", "--seed", "5", "--out", data);
        File.WriteAllText(Path.Combine(data, "causes.csv"), "broken\n");
        var run = await PdiRun.ExecuteAsync("train", "--data", data, "--out", _folder.File("model"), "--runs", runs, "--param", "num_iterations=5");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("causes.csv, line 1", run.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(RunStatus.Failed, Assert.Single(new RunStore(runs, TimeProvider.System).List().Runs).Status);

        // Training itself does not read causes: the model is there.
        Assert.Equal("5", ModelBundle.Load(_folder.File("model")).Document.Parameters["num_iterations"]);
    }

    [Theory]
    [InlineData("experiments --runs RUNS", "is not there: no run was recorded.")]
    [InlineData("experiments compare a b --runs RUNS", "is not there: no run was recorded.")]
    public async Task Where_nothing_was_recorded_there_is_nothing_to_show(string arguments, string expected)
    {
        var run = await PdiRun.ExecuteAsync(arguments.Replace("RUNS", _folder.File("runs"), StringComparison.Ordinal).Split(' '));
        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_run_is_told_with_the_reason_and_the_others_are_listed()
    {
        var runs = _folder.File("runs");
        var store = new RunStore(runs, TimeProvider.System);
        store.Start("bank", "whole").Add("test_auc", 0.875);
        var broken = store.Start("bank", "broken");
        var metric = Path.Combine(Directory.GetDirectories(runs, broken.Id, SearchOption.AllDirectories).Single(), "metrics", "test_auc");
        File.WriteAllText(metric, "1 high 0\n");

        var list = await PdiRun.ExecuteAsync("experiments", "--runs", runs);
        Assert.Equal(0, list.ExitCode);
        Assert.Contains("whole", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("broken", list.Output, StringComparison.Ordinal);
        Assert.Equal($"damaged: run {broken.Id}: {metric}: '1 high 0' must be a time, a value and a step.", Assert.Single(list.ErrorLines));

        var compare = await PdiRun.ExecuteAsync("experiments", "compare", "whole", broken.Id, "--runs", runs);
        Assert.Equal(1, compare.ExitCode);
        Assert.Contains("is damaged", compare.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_customers_to_learn_from_are_an_error_in_one_line()
    {
        await PdiRun.ExecuteAsync("generate", "--customers", "3", "--months", "2", "--out", _folder.Path);
        var run = await PdiRun.ExecuteAsync("train", "--data", _folder.Path, "--out", _folder.File("model"), "--runs", _folder.File("runs"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("pdi: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("model")));
    }
}
