using System.CommandLine;
using System.CommandLine.Parsing;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Cli.Progress;
using PreDelinquency.Synthetic.Files;
using PreDelinquency.Training.Exporting;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi features</c>: the features of all customers as of chosen days, as CSV.</summary>
internal static class FeaturesCommand
{
    private const string Examples = """
        # As of the ends of two days, by the code that serves
        ./pdi features --data population --as-of 2025-06-30,2025-07-31 --out features.csv

        # Train any model of your own on them, after adding a label column (here misses, 0 or 1)
        ./pdi fit --data labelled.csv --label misses --ignore customer_id,as_of,maturity --out model.txt
        """;

    public static Command Create(CommandConsole console)
    {
        var data = new PathOption("--data", PathUse.ReadFolder) { Description = "Folder with transactions.csv, as ./pdi generate writes it.", HelpName = "DIR", Required = true, Files = [PopulationFolder.TransactionsName], MadeBy = $"{PdiProgram.Call} generate" };
        var asOf = new Option<DateOnly[]>("--as-of") { Description = "Days at whose ends features are taken, separated by commas.", HelpName = "YYYY-MM-DD[,…]", Required = true, CustomParser = ParseDays };
        var output = new PathOption("--out", PathUse.WriteFile) { Description = "File for the table; - is standard output.", HelpName = "FILE", DefaultValueFactory = _ => "-" };
        var force = ForceOption.Create();
        var command = new ExampleCommand("features", "Export the features of all customers as of chosen days: each row knows what was known then, and nothing later.", Examples) { data, asOf, output, force };
        command.Run(async (parsed, cancellationToken) =>
        {
            var folder = new PopulationFolder(parsed.GetRequiredValue(data));
            var export = new FeatureExport(parsed.GetRequiredValue(asOf));
            var rows = await ProgressDisplay.RunAsync(console, "replaying", "transactions", null, meter => Task.Run(
                () =>
                {
                    long count = 0;
                    foreach (var transaction in folder.ReadTransactions())
                    {
                        export.Add(transaction);
                        if (++count % 10_000 != 0)
                            continue;
                        cancellationToken.ThrowIfCancellationRequested();
                        meter.Report(count);
                    }

                    return export.Finish();
                },
                cancellationToken));
            var path = parsed.GetRequiredValue(output);
            await WholeFile.WriteAsync(path, console, target =>
            {
                using var text = new StreamWriter(target, leaveOpen: true);
                FeatureExport.Write(text, rows);
                return Task.FromResult(rows.Count);
            });
            foreach (var warning in export.DaysOutside.Select(Warning))
                console.Error.WriteLine(warning);
            console.Error.WriteLine($"exported {rows.Count:N0} rows{(path == "-" ? "" : $" to {path}")}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Warning(DayOutside outside) => outside.IsAfter
        ? FormattableString.Invariant($"warning: --as-of {outside.Day:yyyy-MM-dd} lies after the last transaction of the data, {outside.Nearest:yyyy-MM-dd}: its rows say what silence since then would mean")
        : FormattableString.Invariant($"warning: --as-of {outside.Day:yyyy-MM-dd} lies before the first transaction of the data, {outside.Nearest:yyyy-MM-dd}: it has no row");

    private static DateOnly[] ParseDays(ArgumentResult result) =>
        [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(text => DayArgument.Parse(text, result)).OfType<DateOnly>()];
}
