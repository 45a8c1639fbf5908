using System.CommandLine;
using PreDelinquency.Cli.Models;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Synthetic.Files;
using PreDelinquency.Training;
using PreDelinquency.Training.Baselines;
using PreDelinquency.Training.Experiments;
using PreDelinquency.Training.Reporting;
using PreDelinquency.Training.Search;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi train</c>: a model bundle with its report from a folder of transactions and missed payments.</summary>
internal static class TrainCommand
{
    private const string Examples = """
        # From a generated population; read mymodel/report.html afterwards
        ./pdi generate --customers 10000 --months 18 --seed 1 --oracle 200 --out population
        ./pdi train --data population --out mymodel

        # Parameters under LightGBM's names, and the precision that levels are chosen for
        ./pdi train --data population --out smaller --param num_leaves=16 --param num_iterations=150 --param high_precision=0.8

        # Try 27 sets of parameters and train with the best
        ./pdi train --data population --out searched --search 27 --seed 1

        # Serve with it
        dotnet run -c Release --project src/Gateway -- --model mymodel
        """;

    public static Command Create(CommandConsole console)
    {
        var defaults = new TrainingOptions();
        var data = new PathOption("--data", PathUse.ReadFolder) { Description = "Folder with transactions.csv and missed_payments.csv, as ./pdi generate writes it.", HelpName = "DIR", Required = true, Files = [PopulationFolder.TransactionsName, PopulationFolder.MissedPaymentsName], MadeBy = $"{PdiProgram.Call} generate" };
        var output = new PathOption("--out", PathUse.WriteFolder) { Description = "Folder for the model bundle, its card and its report; made where it is missing.", HelpName = "MODELDIR", Required = true, Files = ModelOutput.FileNames };
        var force = ForceOption.Create();
        var name = new Option<string?>("--name") { Description = "Name of the model in every score; the day and the data where left out.", HelpName = "VERSION" };
        var testDays = NumberOption.Create("--test-days", "D", "Length of the unseen months at the end, 7 to 365 days.", defaults.TestDays, 7, 365);
        var parameters = ParameterOption.Create();
        var search = NumberOption.Optional("--search", "N", "Try so many sets of parameters first, 2 to 1000, on customers that are not tested on, and train with the best.", 2, 1000);
        var seed = NumberOption.Create<ulong>("--seed", "S", "Seed of the sets of parameters that --search tries.", 1, 0, ulong.MaxValue);
        var runs = RunsFolder.CreateOption();
        var noRecord = new Option<bool>("--no-record") { Description = "Do not record the run." };
        var command = new ExampleCommand("train", "Train a model: trees, calibration and thresholds on some customers, figures on others in later months.", Examples)
        {
            data, output, force, name, testDays, parameters, search, seed, runs, noRecord,
        };
        command.Validators.Add(result => ParameterOption.Validate(result, parameters, p => _ = defaults.With(p)));
        command.Run(async (parsed, cancellationToken) =>
        {
            var options = (defaults with { Version = parsed.GetValue(name), TestDays = parsed.GetValue(testDays) }).With(parsed.GetRequiredValue(parameters));
            var (folder, target) = (parsed.GetRequiredValue(data), parsed.GetRequiredValue(output));
            var store = parsed.GetValue(noRecord) ? null : new RunStore(parsed.GetRequiredValue(runs), console.Time);
            var runName = options.Version ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target)));
            SearchTrial? winner = null;
            var report = await StageDisplay.RunAsync(console, "training", progress =>
            {
                // Before the run is recorded: what cannot be read was no run.
                var rows = PointInTimeSet.FromFolder(new PopulationFolder(folder), new SamplingOptions(), progress, cancellationToken);
                var split = DataSplit.Of(rows.Rows, options.TestDays);
                return RunRecord.While(store, runName, folder, record =>
                {
                    if (parsed.GetValue(search) is not { } trials)
                        return Train(options, folder, target, rows, record);
                    var race = new HyperparameterSearch(options, parsed.GetValue(seed));
                    winner = race.Run(split, trials, trial => record?.Add(trial), progress, cancellationToken);
                    record?.AddWinner(winner);
                    return Train(race.OptionsOf(winner), folder, target, rows, record);
                });

                ModelReport Train(TrainingOptions chosen, string from, string into, PointInTimeSet all, RunRecord? record)
                {
                    var outcome = new TrainingRun(chosen, console.Time).Run(all, progress, cancellationToken);
                    progress.Report(new TrainingStep("Fitting the baselines", double.NaN, "logistic regression, scorecard"));
                    var baselines = BaselineSet.Fit(outcome.Split, chosen, cancellationToken);
                    var files = new ModelOutput(into);
                    files.Write(outcome.Bundle, baselines);

                    // Causes and the oracle are read for the first time here, when the model is written.
                    var judged = ModelReport.Of(outcome.Bundle, outcome.Split.Test, DataSummary.Of(from, all, DataSummary.HeldOut), baselines, HiddenTruth.Read(new PopulationFolder(from)), outcome.Split.Earlier, progress, cancellationToken);
                    files.Write(judged);
                    record?.Add(outcome, judged, files.Files);
                    return judged;
                }
            }, cancellationToken);
            if (winner is not null)
                console.Output.WriteLine(Told(winner, parsed.GetValue(search)!.Value));
            EvaluationReport.Print(console.Output, report);
            console.Error.WriteLine($"wrote {target}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Told(SearchTrial winner, int trials) => FormattableString.Invariant(
        $"search: trial {winner.Number} of 0 to {trials - 1} won, log loss {winner.LogLoss:0.00000}, AUC {winner.Auc:0.000} on the stopping customers that judge: ")
        + (winner.Number == 0 ? "the parameters as given" : string.Join(' ', winner.Parameters.Select(p => $"{p.Key}={p.Value}")));
}
