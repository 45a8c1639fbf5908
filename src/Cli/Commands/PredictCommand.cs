using System.CommandLine;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Cli.Progress;
using PreDelinquency.Cli.Tables;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Trees;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi predict</c>: scores any CSV file with any LightGBM model.</summary>
internal static class PredictCommand
{
    private const string Examples = """
        # Probabilities, one a line
        ./pdi predict --model model.txt --data test.csv --out probabilities.csv

        # Scores before the transform, calibrated probabilities, and SHAP contributions
        ./pdi predict --model model.txt --data test.csv --raw
        ./pdi predict --model model.txt --data test.csv --calibrated
        ./pdi predict --model model.txt --data test.csv --contrib --out contributions.csv
        """;

    public static Command Create(CommandConsole console)
    {
        var model = new PathOption("--model", PathUse.ReadFile) { Description = "Model in LightGBM's text format, version 2 to 4.", HelpName = "FILE", Required = true };
        var data = new PathOption("--data", PathUse.ReadFile) { Description = "CSV file with a header; columns are matched to the model's features by name, others are ignored; empty and nan are missing. - reads standard input.", HelpName = "FILE", Required = true };
        var output = new PathOption("--out", PathUse.ReplaceFile) { Description = "File for the result: one line a row in full precision, no header; one that is there is replaced, as LightGBM does; - is standard output.", HelpName = "FILE", DefaultValueFactory = _ => "-" };
        var raw = new Option<bool>("--raw") { Description = "Write the sum of the trees instead of the prediction." };
        var contributions = new Option<bool>("--contrib") { Description = "Write SHAP contributions: one column per feature in model order, then the expected value." };
        var calibrated = new Option<bool>("--calibrated") { Description = "Write calibrated probabilities, by the calibration that was saved with the model." };
        var command = new ExampleCommand("predict", "Score a CSV file with a LightGBM model.", Examples) { model, data, output, raw, contributions, calibrated };
        command.Validators.Add(result =>
        {
            if (new[] { raw, contributions, calibrated }.Count(result.GetValue) > 1)
                result.AddError("Give one of --raw, --contrib and --calibrated.");
        });
        command.Run(async (parsed, cancellationToken) =>
        {
            var trees = TreeModel.Load(parsed.GetRequiredValue(model));
            var kind = parsed.GetValue(raw) ? PredictionKind.Raw : parsed.GetValue(contributions) ? PredictionKind.Contributions : parsed.GetValue(calibrated) ? PredictionKind.Calibrated : PredictionKind.Prediction;
            if (kind == PredictionKind.Calibrated && trees.Calibration is null)
                throw new CommandException($"{parsed.GetValue(model)} carries no calibration{CalibrationElsewhere(parsed.GetRequiredValue(model))}");
            if (kind == PredictionKind.Prediction && trees.Calibration is not null)
                console.Error.WriteLine("the model carries a calibration; --calibrated applies it");
            if (kind == PredictionKind.Contributions && !trees.CanExplain)
                throw new CommandException($"{parsed.GetValue(model)} carries no row counts, which contributions need; it can be scored but not explained");
            var path = parsed.GetRequiredValue(data);
            var run = new PredictionRun(trees, kind, path);
            using var input = NumberCsv.Open(path, console, cancellationToken);
            var rows = await WholeFile.WriteAsync(parsed.GetRequiredValue(output), console, target =>
                ProgressDisplay.RunAsync(console, $"scoring {path}", "bytes", input.Length, meter =>
                    Task.FromResult(run.Run(input, target, meter, cancellationToken))));
            if (rows == 0)
                console.Error.WriteLine($"{path} has a header and no row: nothing was scored");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A bundle keeps the calibration beside the trees, where it judges customers and not rows of a table.</summary>
    private static string CalibrationElsewhere(string model) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(model))!, BundleDocument.FileName) is var bundle && File.Exists(bundle)
            ? $"; that of this model is in {bundle}, by which {PdiProgram.Call} replay, {PdiProgram.Call} evaluate and the gateway score"
            : $"; {PdiProgram.Call} train writes it into {BundleDocument.FileName} beside the trees, and other programs into the model itself";
}
