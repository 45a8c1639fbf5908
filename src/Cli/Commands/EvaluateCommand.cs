using System.CommandLine;
using System.Globalization;
using System.Text;
using PreDelinquency.Cli.Models;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Synthetic.Files;
using PreDelinquency.Training;
using PreDelinquency.Training.Baselines;
using PreDelinquency.Training.Reporting;
using PreDelinquency.Training.Reporting.Page;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi evaluate</c>: how a model does on a folder of transactions and missed payments.</summary>
internal static class EvaluateCommand
{
    private const string Examples = """
        # The shipped model on a population of another seed, all of which it has not seen
        ./pdi generate --customers 5000 --months 18 --seed 99 --oracle 200 --out unseen
        ./pdi evaluate --data unseen --all --out report.html

        # A model of your own on the test part of the data that it was trained on
        ./pdi evaluate --data population --model mymodel
        """;

    public static Command Create(CommandConsole console)
    {
        var data = new PathOption("--data", PathUse.ReadFolder) { Description = "Folder with transactions.csv and missed_payments.csv, as ./pdi generate writes it.", HelpName = "DIR", Required = true, Files = [PopulationFolder.TransactionsName, PopulationFolder.MissedPaymentsName], MadeBy = $"{PdiProgram.Call} generate" };
        var model = ModelFolder.CreateOption();
        var all = new Option<bool>("--all") { Description = "Measure on all rows, for data of which the model has seen nothing; else on the customers and months that ./pdi train keeps apart." };
        var output = new PathOption("--out", PathUse.WriteFile) { Description = "File for the report as one page of HTML.", HelpName = "FILE" };
        var force = ForceOption.Create();
        var command = new ExampleCommand("evaluate", "Measure a model: ranking, calibration, levels, days of warning; beside baselines, by cause, segment and month.", Examples) { data, model, all, output, force };
        command.Run(async (parsed, cancellationToken) =>
        {
            var page = parsed.GetValue(output);
            var bundle = ModelFolder.Load(parsed.GetValue(model));
            var baselines = BaselineSet.Load(parsed.GetValue(model) ?? ModelFolder.Shipped);
            var from = parsed.GetRequiredValue(data);
            var report = await StageDisplay.RunAsync(console, "evaluating", progress =>
            {
                var folder = new PopulationFolder(from);
                var rows = PointInTimeSet.FromFolder(folder, new SamplingOptions(), progress, cancellationToken);
                var options = new TrainingOptions { TestDays = TestDaysOf(bundle) };
                var split = parsed.GetValue(all) ? null : DataSplit.Of(rows.Rows, options.TestDays);

                // Baselines of one's own would have seen rows that are measured here, were all of them measured.
                baselines ??= split is null ? null : BaselineSet.Fit(split, options, cancellationToken);
                var measured = split?.Test ?? rows.Rows;
                if (measured.Count == 0)
                    throw new TrainingDataException("The data give no rows: a customer needs 60 days of history before the first cut-off and 30 days of labels after the last.");
                var warning = SeenRows.WarningOf(bundle.Document, rows.Fingerprint(), measured, areKeptApart: split is not null);
                var what = split is null ? DataSummary.Everything : warning is null ? DataSummary.HeldOut : DataSummary.KeptApart;
                return ModelReport.Of(
                    bundle, measured, DataSummary.Of(from, rows, what, warning), baselines, HiddenTruth.Read(folder), split?.Earlier, progress, cancellationToken);
            }, cancellationToken);
            EvaluationReport.Print(console.Output, report);
            if (page is null)
                return ExitCode.Done;
            await WholeFile.WriteAsync(page, console, async target =>
            {
                await target.WriteAsync(Encoding.UTF8.GetBytes(ReportPage.Of(report)), cancellationToken);
                return page;
            });
            console.Error.WriteLine($"wrote {page}");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>How the model's own training kept months apart; the usual length where the bundle does not say.</summary>
    private static int TestDaysOf(ModelBundle bundle) =>
        bundle.Document.Parameters.TryGetValue("test_days", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? days
            : new TrainingOptions().TestDays;
}
