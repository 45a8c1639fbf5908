using System.CommandLine;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Cli.Progress;
using PreDelinquency.Cli.Tables;
using PreDelinquency.Trees;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi fit</c>: trains a LightGBM model on any CSV file.</summary>
internal static class FitCommand
{
    private const string Examples = """
        # A binary model of the column "default" with LightGBM's defaults
        ./pdi fit --data train.csv --label default --out model.txt

        # Parameters under LightGBM's names, categories, early stopping on a validation set
        ./pdi fit --data train.csv --label default --out model.txt --valid test.csv \
          --param num_iterations=500 --param learning_rate=0.05 --param early_stopping_round=20 --categorical region,product

        # The columns of ./pdi features that are no features left out
        ./pdi fit --data labelled.csv --label misses --ignore customer_id,as_of,maturity --out model.txt

        # A regression
        ./pdi fit --data train.csv --label amount --out model.txt --param objective=regression
        """;

    public static Command Create(CommandConsole console)
    {
        var data = new PathOption("--data", PathUse.ReadFile) { Description = "CSV file of numbers with a header; empty and nan are missing. - reads standard input.", HelpName = "FILE", Required = true };
        var label = new Option<string>("--label") { Description = "Column to learn: 0 or 1 for a binary model. Every other column is a feature, but those of --ignore.", HelpName = "COL", Required = true };
        var output = new PathOption("--out", PathUse.ReplaceFile) { Description = "File for the model, in LightGBM's text format; one that is there is replaced, as LightGBM does.", HelpName = "FILE", Required = true };
        var valid = new PathOption("--valid", PathUse.ReadFile) { Description = "CSV file to measure each iteration on, for early stopping.", HelpName = "FILE" };
        var parameters = ParameterOption.Create();
        var categorical = new Option<string[]>("--categorical") { Description = "Columns that are categories (whole numbers from 0), separated by commas, or the option several times.", HelpName = "a,b" };
        var ignore = new Option<string[]>("--ignore") { Description = "Columns that are no features and need not hold numbers, separated by commas, or the option several times.", HelpName = "a,b" };
        var command = new ExampleCommand("fit", "Train a LightGBM model on a CSV file.", Examples) { data, label, output, valid, parameters, categorical, ignore };
        command.Validators.Add(result => ParameterOption.Validate(result, parameters, p => _ = TrainingParameters.Parse(p)));
        command.Run(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(output);
            var training = TrainingParameters.Parse(parsed.GetRequiredValue(parameters));
            var (ignored, categories) = (parsed.GetValue(ignore) ?? [], parsed.GetValue(categorical) ?? []);
            var labelName = parsed.GetRequiredValue(label);
            var train = await ReadAsync(console, parsed.GetRequiredValue(data), labelName, training.Objective, null, ignored, categories, cancellationToken);
            var validation = parsed.GetValue(valid) is { } file
                ? await ReadAsync(console, file, labelName, training.Objective, train.FeatureNames, [], categories, cancellationToken)
                : null;
            var result = await ProgressDisplay.RunAsync(console, "training", "trees", training.Iterations, meter =>
                Task.Run(() => Trainer.Train(train, training, validation, new TreeProgress(meter), cancellationToken), cancellationToken));
            await WholeFile.WriteAsync(path, console, target =>
            {
                using var text = new StreamWriter(target, leaveOpen: true);
                result.Model.Write(text);
                return Task.FromResult(result.Model.TreeCount);
            });
            console.Error.WriteLine($"trained {result.Model.TreeCount:N0} {(result.Model.TreeCount == 1 ? "tree" : "trees")} on {train.RowCount:N0} rows of {train.FeatureCount:N0} features{Measured(result)}; wrote {path}");
            return ExitCode.Done;
        });
        return command;
    }

    // Of the trees that are kept: all of them, unless training was to stop early.
    private static string Measured(TrainingResult result)
    {
        if (result.History.ElementAtOrDefault(result.Model.TreeCount - 1) is not { ValidationValue: { } value } kept)
            return "";
        var best = result.BestIteration < result.Model.TreeCount && result.History[result.BestIteration - 1].ValidationValue is { } lowest
            ? $" (best at iteration {result.BestIteration:N0}, {lowest:0.000000}; --param early_stopping_round=20 would keep that)"
            : "";
        return $"; {TrainingParameters.NameOf(kept.Metric)} on the validation set {value:0.000000}{best}";
    }

    private static async Task<Dataset> ReadAsync(CommandConsole console, string path, string label, TrainingObjective objective, IReadOnlyList<string>? features, IReadOnlyCollection<string> ignored, IReadOnlyCollection<string> categorical, CancellationToken cancellationToken)
    {
        using var input = NumberCsv.Open(path, console, cancellationToken);
        return await ProgressDisplay.RunAsync(console, $"reading {path}", "bytes", input.Length, meter =>
            Task.FromResult(NumberTable.Read(input, path, label, objective, features, ignored, categorical, meter, cancellationToken)));
    }
}
