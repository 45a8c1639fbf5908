using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Cli.Progress;
using PreDelinquency.Synthetic;
using PreDelinquency.Synthetic.Files;
using PreDelinquency.Training;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi generate</c>: a synthetic population as CSV files.</summary>
internal static class GenerateCommand
{
    private const string Examples = """
        # A thousand customers over a year
        ./pdi generate --customers 1000 --months 12 --seed 1 --out population

        # The same people from another day on, over what the first example wrote
        ./pdi generate --customers 1000 --months 24 --seed 1 --start 2024-01-01 --out population --force

        # With what was knowable, to judge models against: every customer's true probability every 12 days
        ./pdi generate --customers 1000 --months 18 --oracle 200 --oracle-from 2026-02-01 --out judged
        """;

    public static Command Create(CommandConsole console)
    {
        var defaults = new PopulationOptions();
        var customers = NumberOption.Create("--customers", "N", "Number of customers, 1 to 999,999.", defaults.Customers, 1, 999_999);
        var months = NumberOption.Create("--months", "M", "Months that the transactions cover, 1 to 120.", defaults.Months, 1, 120);
        var seed = NumberOption.Create("--seed", "S", "Seed of all that is drawn at random; equal seeds make equal populations.", defaults.Seed, ulong.MinValue, ulong.MaxValue);
        // The help would show a default of an option as a date of some country.
        var start = new Option<DateOnly?>("--start") { Description = string.Create(CultureInfo.InvariantCulture, $"First day, in the years 2000 to 2100. [default: {defaults.Start:yyyy-MM-dd}]"), HelpName = "YYYY-MM-DD", CustomParser = ParseStart };
        var output = new PathOption("--out", PathUse.WriteFolder) { Description = "Folder for customers.csv, transactions.csv, missed_payments.csv and causes.csv; made where it is missing.", HelpName = "DIR", Required = true, Files = PopulationFolder.FileNames };
        var force = ForceOption.Create();
        var draws = NumberOption.Optional("--oracle", "DRAWS", "Also write oracle.csv: true probabilities of missing a payment 14 to 30 days ahead, from so many futures each, 10 to 10,000.", 10, 10_000);
        var spacing = NumberOption.Create("--oracle-every", "D", "Days from one such probability of a customer to the next, 1 to 60.", new OracleOptions().SpacingDays, 1, 60);
        var from = new Option<DateOnly?>("--oracle-from") { Description = "First day of such a probability; the first day of all where left out.", HelpName = "YYYY-MM-DD", CustomParser = r => DayArgument.Parse(r) };
        var tested = new Option<bool>("--oracle-tested") { Description = "Such probabilities only of the fifth of the customers that a training run tests on." };
        var command = new ExampleCommand("generate", "Generate a synthetic population: customers, transactions, missed payments.", Examples) { customers, months, seed, start, output, force, draws, spacing, from, tested };
        command.Validators.Add(result =>
        {
            if (result.GetResult(draws) is null && (result.GetResult(from) is not null || result.GetResult(spacing) is { Implicit: false } || result.GetResult(tested) is { Implicit: false }))
                result.AddError("--oracle-every, --oracle-from and --oracle-tested need --oracle.");
            if (!result.Errors.Any() && result.GetValue(from) is { } first && OptionsOf(result.GetValue(customers), result.GetValue(months), result.GetValue(seed), result.GetValue(start)) is var asked && first >= asked.End)
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--oracle-from {first:yyyy-MM-dd} must not lie after the last day of the population, {asked.End.AddDays(-1):yyyy-MM-dd}: there would be no probability."));
        });
        command.Run(async (parsed, cancellationToken) =>
        {
            var options = OptionsOf(parsed.GetValue(customers), parsed.GetValue(months), parsed.GetValue(seed), parsed.GetValue(start));
            var oracle = parsed.GetValue(draws) is { } count ? new OracleOptions { Draws = count, SpacingDays = parsed.GetValue(spacing), From = parsed.GetValue(from), Of = parsed.GetValue(tested) ? DataSplit.IsTestCustomer : null } : null;
            var population = new Population(options);
            var folder = parsed.GetRequiredValue(output);
            var started = console.Time.GetTimestamp();
            var days = options.End.DayNumber - options.Start.DayNumber;
            var what = $"generating {folder}{(oracle is null ? "" : string.Create(CultureInfo.InvariantCulture, $" and living {oracle.Draws:N0} futures for each probability of the oracle"))}";
            var written = await ProgressDisplay.RunAsync(console, what, "days", days, meter => Task.Run(
                () => new PopulationFolder(folder).Write(population, oracle, (day, _) => meter.Report(day.DayNumber - options.Start.DayNumber), cancellationToken), cancellationToken));
            var seconds = console.Time.GetElapsedTime(started).TotalSeconds;
            console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"generated {written:N0} transactions of {options.Customers:N0} customers, {options.Start:yyyy-MM-dd} to {options.End.AddDays(-1):yyyy-MM-dd}, in {seconds:0.0} s into {folder}"));
            return ExitCode.Done;
        });
        return command;

        PopulationOptions OptionsOf(int customers, int months, ulong seed, DateOnly? start) =>
            new() { Customers = customers, Months = months, Seed = seed, Start = start ?? defaults.Start };
    }

    private static DateOnly? ParseStart(ArgumentResult result)
    {
        // What is no day is told already.
        if (DayArgument.Parse(result) is not { } day)
            return null;
        if (day.Year is < 2000 or > 2100)
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"--start must lie in the years 2000 to 2100, not {day:yyyy-MM-dd}."));
        return day;
    }
}
