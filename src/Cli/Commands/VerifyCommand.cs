using System.CommandLine;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Cli.Progress;
using PreDelinquency.Engine;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi verify</c>: holds a store against its own log.</summary>
internal static class VerifyCommand
{
    private const string Details = """
        Equal means byte for byte. Each part of the log is judged by the model that judged it then,
        so no model is needed beside the store. The exit code is 1 where anything differs.
        """;

    private const string Examples = """
        # The folder that the gateway was given as --data; stop the gateway first
        ./pdi verify --data data

        # The database that it was given as --store
        ./pdi verify --store "Host=db;Database=risk;Username=risk"
        """;

    public static Command Create(CommandConsole console)
    {
        var options = new StoreOptions("store.db");
        var command = new ExampleCommand("verify", "Check that a store's states and interventions are what a replay of its own log gives.", Examples, Details);
        options.AddTo(command);
        command.Run(async (parsed, cancellationToken) =>
        {
            var location = options.Read(parsed);
            using var store = await location.OpenAsync(mayCreate: false, cancellationToken);
            var report = await ProgressDisplay.RunAsync(console, $"verifying {location}", "log entries", store.ReadTotals().Position, meter =>
                Task.Run(() => StoreVerification.RunAsync(store, new LogProgress(meter), cancellationToken), cancellationToken));
            foreach (var difference in report.Differences)
                console.Error.WriteLine(Shown.Of($"{difference}", Shown.LongestMessage));
            console.Output.WriteLine($"{(report.IsSound ? "sound" : "not sound")}: {report.Customers:N0} customers, {report.LogEntries:N0} transactions, {report.Interventions:N0} interventions, {report.Differences.Count:N0} differences");
            return report.IsSound ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private sealed class LogProgress(IProgressMeter meter) : IProgress<long>
    {
        public void Report(long value) => meter.Report(value);
    }
}
