using System.CommandLine;
using PreDelinquency.Cli.Progress;
using PreDelinquency.Engine;
using PreDelinquency.Storage;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi verify</c>: holds a store against its own log.</summary>
internal static class VerifyCommand
{
    private const string DatabaseFile = "store.db";

    private const string Examples = """
        # The folder that the gateway was given as --data; stop the gateway first
        pdi verify --data data
        """;

    public static Command Create(CommandConsole console)
    {
        var data = new Option<string>("--data") { Description = "The store's folder.", HelpName = "DIR", Required = true };
        var command = new ExampleCommand("verify", "Check that a store's states and interventions are, byte for byte, what a replay of its own log gives. Each part of the log is judged by the model that judged it then.", Examples) { data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(data);
            // To open a store that is not there would make one.
            if (!File.Exists(Path.Combine(folder, DatabaseFile)))
                throw new CommandException($"{folder} holds no store ({DatabaseFile})");
            using var store = SqliteStore.Open(new SqliteStoreOptions(folder));
            var report = await ProgressDisplay.RunAsync(console, $"verifying {folder}", "log entries", store.ReadTotals().Position, meter =>
                Task.Run(() => StoreVerification.RunAsync(store, new LogProgress(meter), cancellationToken), cancellationToken));
            foreach (var difference in report.Differences)
                console.Error.WriteLine(difference);
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
