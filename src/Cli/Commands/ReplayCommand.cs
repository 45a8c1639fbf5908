using System.CommandLine;
using PreDelinquency.Cli.Replay;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi replay</c>: recorded transactions through the engine at full speed.</summary>
internal static class ReplayCommand
{
    private const string Examples = """
        # A generated population, on all cores
        pdi generate --customers 1000 --months 12 --out population
        pdi replay --data population

        # Imported transactions, with a model of your own
        pdi replay --data transactions.ndjson --model mymodel
        """;

    public static Command Create(CommandConsole console)
    {
        var data = new Option<string>("--data") { Description = "Folder that pdi generate wrote, or file of transactions as pdi import writes it; - reads standard input.", HelpName = "DIR|FILE", Required = true };
        var model = ModelFolder.CreateOption();
        var workers = NumberOption.Create("--workers", "N", "Workers, each with its own customers, 1 to 64.", Math.Min(Environment.ProcessorCount, 64), 1, 64);
        var command = new ExampleCommand("replay", "Drive recorded transactions through the engine in memory, as fast as it goes, and print the speed, the levels and the interventions.", Examples) { data, model, workers };
        command.SetAction((parsed, cancellationToken) =>
            new ReplayRun(console, ModelFolder.Load(parsed.GetValue(model))).RunAsync(
                TransactionSource.Read(parsed.GetRequiredValue(data), console), parsed.GetValue(workers), cancellationToken));
        return command;
    }
}
