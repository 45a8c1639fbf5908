using System.CommandLine;
using PreDelinquency.Cli.Models;
using PreDelinquency.Synthetic.Files;
using PreDelinquency.Training;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi train</c>: a model bundle from a folder of transactions and missed payments.</summary>
internal static class TrainCommand
{
    private const string Examples = """
        # From a generated population
        pdi generate --customers 10000 --months 18 --seed 1 --out population
        pdi train --data population --out mymodel

        # Serve with it
        dotnet run -c Release --project src/Gateway -- --model mymodel
        """;

    public static Command Create(CommandConsole console)
    {
        var defaults = new TrainingOptions();
        var data = new Option<string>("--data") { Description = "Folder with transactions.csv and missed_payments.csv, as pdi generate writes it.", HelpName = "DIR", Required = true };
        var output = new Option<string>("--out") { Description = "Folder for the model bundle; made where it is missing.", HelpName = "MODELDIR", Required = true };
        var name = new Option<string?>("--name") { Description = "Name of the model in every score; the day and the data where left out.", HelpName = "VERSION" };
        var testDays = NumberOption.Create("--test-days", "D", "Length of the unseen months at the end, 7 to 365 days.", defaults.TestDays, 7, 365);
        var command = new ExampleCommand("train", "Train a model: trees, calibration and thresholds on some customers, figures on others in later months.", Examples) { data, output, name, testDays };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = defaults with { Version = parsed.GetValue(name), TestDays = parsed.GetValue(testDays) };
            var folder = new PopulationFolder(parsed.GetRequiredValue(data));
            var target = parsed.GetRequiredValue(output);
            var outcome = await StageDisplay.RunAsync(console, "training", progress =>
            {
                var rows = PointInTimeSet.FromFolder(folder, new SamplingOptions(), progress, cancellationToken);
                return new TrainingRun(options, console.Time).Run(rows, progress, cancellationToken);
            }, cancellationToken);
            Directory.CreateDirectory(target);
            outcome.Bundle.Save(target);
            EvaluationReport.Print(console.Output, outcome.Bundle.Version, outcome.Test);
            console.Error.WriteLine($"wrote {target}");
            return ExitCode.Done;
        });
        return command;
    }
}
