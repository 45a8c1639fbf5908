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
        var workers = new Option<int>("--workers") { Description = "Workers, each with its own customers.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        workers.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<int>() is < 1 or > 64)
                result.AddError("--workers must be 1 to 64.");
        });
        var command = new ExampleCommand("replay", "Drive recorded transactions through the engine in memory, as fast as it goes, and print the speed, the levels and the interventions.", Examples) { data, model, workers };
        command.SetAction((parsed, cancellationToken) =>
            new ReplayRun(console, ModelFolder.Load(parsed.GetValue(model))).RunAsync(
                TransactionSource.Read(parsed.GetRequiredValue(data), console), parsed.GetValue(workers), cancellationToken));
        return command;
    }
}
