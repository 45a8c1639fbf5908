using System.CommandLine;
using PreDelinquency.Training.Experiments;
using PreDelinquency.Training.Reporting.Tables;
using PreDelinquency.Trees;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi experiments</c>: what was trained, with which parameters, and how it did.</summary>
internal static class ExperimentsCommand
{
    private const string Examples = """
        # All recorded runs, the latest first
        ./pdi experiments

        # The best first; the trials of searches too
        ./pdi experiments --sort test_pr_auc
        ./pdi experiments --sort search_log_loss --ascending --trials

        # Two runs side by side
        ./pdi experiments compare 3f2a 9c41
        """;

    private const string CompareExamples = """
        # By the first digits of their ids, or by name
        ./pdi experiments compare 3f2a 9c41
        ./pdi experiments compare mymodel-1 mymodel-2 --runs mlruns
        """;

    private static readonly string[] Shown = ["test_auc", "test_pr_auc", "test_brier", "test_precision_high", "test_recall_high"];

    public static Command Create(CommandConsole console)
    {
        var runs = RunsFolder.CreateOption();
        var sort = new Option<string?>("--sort") { Description = "Metric to sort by, highest first, like test_auc; runs without it come last.", HelpName = "METRIC" };
        var ascending = new Option<bool>("--ascending") { Description = "Sort lowest first." };
        var trials = new Option<bool>("--trials") { Description = "Show the trials of ./pdi train --search too." };
        var command = new ExampleCommand("experiments", "List recorded training runs, or compare some.", Examples) { runs, sort, ascending, trials, CreateCompare(console) };
        command.Run((parsed, _) =>
        {
            var (all, damaged) = new RunStore(parsed.GetRequiredValue(runs), console.Time).List();
            foreach (var run in damaged)
                console.Error.WriteLine($"damaged: {(run.Experiment is null ? "experiment " : "run ")}{run.Id}: {run.Problem}");
            var metric = parsed.GetValue(sort);
            if (metric is not null && !all.Any(r => r.Metrics.ContainsKey(metric)))
                throw NoMetric(metric, [.. all.SelectMany(r => r.Metrics.Keys).Distinct().Order(StringComparer.Ordinal)]);
            var listed = all.Where(r => parsed.GetValue(trials) || r.ParentId is null);
            if (metric is not null)
            {
                var sign = parsed.GetValue(ascending) ? 1 : -1;
                listed = listed.OrderBy(r => !r.Metrics.ContainsKey(metric)).ThenBy(r => r.Metrics.TryGetValue(metric, out var value) && !double.IsNaN(value) ? sign * value : double.PositiveInfinity);
            }

            // Losses of trials compare where they were grown on the same share of the customers.
            string[] ofTrials = parsed.GetValue(trials) ? ["search_log_loss", "search_share"] : [];
            string[] columns = [.. Shown.Concat(ofTrials).Append(metric).OfType<string>().Distinct()];
            new ReportTable(["run", "name", "started (UTC)", "status", .. columns], [.. listed.Select(run => Line(run, columns))]).WriteText(console.Output);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static ExampleCommand CreateCompare(CommandConsole console)
    {
        var names = new Argument<string[]>("run") { Description = "The first digits of a run's id, or its name.", Arity = new ArgumentArity(2, 20) };
        var runs = RunsFolder.CreateOption();
        var command = new ExampleCommand("compare", "Show the parameters and metrics in which runs differ, side by side.", CompareExamples) { names, runs };
        command.Run((parsed, _) =>
        {
            var all = new RunStore(parsed.GetRequiredValue(runs), console.Time).List();
            var chosen = parsed.GetRequiredValue(names).Select(name => Find(all, name)).ToArray();
            Print("parameter", run => run.Parameters);
            Print("metric", run => run.Metrics.ToDictionary(m => m.Key, m => $"{m.Value:0.######}", StringComparer.Ordinal));
            Print("tag", run => run.Tags.Where(t => !t.Key.StartsWith("mlflow.", StringComparison.Ordinal)).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal));
            return Task.FromResult(ExitCode.Done);

            void Print(string what, Func<RecordedRun, IReadOnlyDictionary<string, string>> values)
            {
                var each = chosen.Select(values).ToArray();
                var differing = each.SelectMany(v => v.Keys).Distinct().Order(StringComparer.Ordinal)
                    .Where(key => each.Select(v => v.GetValueOrDefault(key)).Distinct().Count() > 1);
                var table = new ReportTable(
                    [what, .. chosen.Select(r => $"{Short(r)} {r.Name}")],
                    [.. differing.Select(key => (IReadOnlyList<ReportCell>)[new ReportCell(key), .. each.Select(v => new ReportCell(v.GetValueOrDefault(key, "–")))])]);
                if (table.Lines.Count == 0)
                    console.Output.WriteLine($"no {what} differs");
                else
                    table.WriteText(console.Output);
                console.Output.WriteLine();
            }
        });
        return command;
    }

    private static CommandException NoMetric(string metric, string[] known) =>
        new($"No run has a metric '{metric}'; {(NearestName.Of(metric, known) is { } near ? $"{near} is one. There" : "there")} are {string.Join(", ", known)}");

    private static ReportCell[] Line(RecordedRun run, string[] columns) =>
    [
        new(Short(run)),
        new(run.Name),
        new($"{run.Started.UtcDateTime:yyyy-MM-dd HH:mm}"),
        new(run.Status.ToString().ToLowerInvariant()),
        .. columns.Select(c => new ReportCell(run.Metrics.TryGetValue(c, out var value) ? $"{value:0.0000}" : "–")),
    ];

    private static RecordedRun Find(RunListing all, string name)
    {
        var found = all.Runs.Where(r => r.Id.StartsWith(name, StringComparison.Ordinal) || r.Name == name).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 when all.Damaged.FirstOrDefault(d => d.Id.StartsWith(name, StringComparison.Ordinal)) is { } damaged => throw new CommandException($"The run {damaged.Id} is damaged: {damaged.Problem}"),
            0 => throw new CommandException($"There is no run '{name}'{(NearestName.Of(name, all.Runs.Select(r => r.Name)) is { } near ? $"; {near} is one" : "")}"),
            _ => throw new CommandException($"'{name}' may be any of {string.Join(", ", found.Select(r => $"{Short(r)} {r.Name}"))}"),
        };
    }

    /// <summary>Enough of an id to name a run; those that others wrote may be shorter.</summary>
    private static string Short(RecordedRun run) => run.Id[..Math.Min(8, run.Id.Length)];
}
