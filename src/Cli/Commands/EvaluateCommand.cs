using System.CommandLine;
using PreDelinquency.Cli.Models;
using PreDelinquency.Synthetic.Files;
using PreDelinquency.Training;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi evaluate</c>: how a model does on a folder of transactions and missed payments.</summary>
internal static class EvaluateCommand
{
    private const string Examples = """
        # The shipped model on a population of another seed, all of which it has not seen
        pdi generate --customers 5000 --months 18 --seed 99 --out unseen
        pdi evaluate --data unseen --all

        # A model of your own on the test part of the data that it was trained on
        pdi evaluate --data population --model mymodel
        """;

    public static Command Create(CommandConsole console)
    {
        var data = new Option<string>("--data") { Description = "Folder with transactions.csv and missed_payments.csv, as pdi generate writes it.", HelpName = "DIR", Required = true };
        var model = ModelFolder.CreateOption();
        var all = new Option<bool>("--all") { Description = "Measure on all rows, for data of which the model has seen nothing; else on the customers and months that pdi train keeps apart." };
        var command = new ExampleCommand("evaluate", "Measure a model: ranking, calibration, precision and recall by level, days of warning.", Examples) { data, model, all };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var bundle = ModelFolder.Load(parsed.GetValue(model));
            var folder = new PopulationFolder(parsed.GetRequiredValue(data));
            var figures = await StageDisplay.RunAsync(console, "evaluating", progress =>
            {
                var rows = PointInTimeSet.FromFolder(folder, new SamplingOptions(), progress, cancellationToken).Rows;
                return Evaluation.Of(bundle, parsed.GetValue(all) ? rows : DataSplit.Of(rows, new TrainingOptions().TestDays).Test);
            }, cancellationToken);
            EvaluationReport.Print(console.Output, bundle.Version, figures);
            return ExitCode.Done;
        });
        return command;
    }
}
