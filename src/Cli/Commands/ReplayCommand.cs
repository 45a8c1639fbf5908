using System.CommandLine;
using PreDelinquency.Cli.Paths;
using PreDelinquency.Cli.Replay;
using PreDelinquency.Synthetic.Files;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi replay</c>: recorded transactions through the engine at full speed.</summary>
internal static class ReplayCommand
{
    private const string Examples = """
        # A generated population, on all cores
        ./pdi generate --customers 1000 --months 12 --out population
        ./pdi replay --data population

        # Imported transactions, with a model of your own
        ./pdi replay --data transactions.ndjson --model mymodel
        """;

    public static Command Create(CommandConsole console)
    {
        var data = new PathOption("--data", PathUse.ReadFileOrFolder) { Description = "Folder that ./pdi generate wrote, or file of transactions as ./pdi import writes it; - reads standard input.", HelpName = "DIR|FILE", Required = true, Files = [PopulationFolder.TransactionsName], MadeBy = $"{PdiProgram.Call} generate" };
        var model = ModelFolder.CreateOption();
        var workers = NumberOption.Create("--workers", "N", "Workers, each with its own customers, 1 to 64.", Math.Min(Environment.ProcessorCount, 64), 1, 64);
        var command = new ExampleCommand("replay", "Drive recorded transactions through the engine in memory, as fast as it goes, and print the speed, the levels and the interventions.", Examples) { data, model, workers };
        command.Run((parsed, cancellationToken) =>
            new ReplayRun(console, ModelFolder.Load(parsed.GetValue(model))).RunAsync(
                TransactionSource.Read(parsed.GetRequiredValue(data), console, cancellationToken), parsed.GetValue(workers), cancellationToken));
        return command;
    }
}
