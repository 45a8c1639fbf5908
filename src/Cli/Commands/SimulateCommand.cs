using System.CommandLine;
using PreDelinquency.Cli.Posting;
using PreDelinquency.Cli.Simulation;

namespace PreDelinquency.Cli.Commands;

/// <summary><c>pdi simulate</c>: live load on a gateway.</summary>
internal static class SimulateCommand
{
    private const string Examples = """
        # 2,000 transactions a second for half a minute, then the latencies
        ./pdi simulate --gateway http://127.0.0.1:8080 --rate 2000 --seconds 30

        # Until Ctrl+C, with many customers
        ./pdi simulate --gateway http://127.0.0.1:8080 --rate 500 --customers 10000
        """;

    private const string Details = """
        Customers first get their history; then their transactions come at a steady rate, in the
        gateway's present, and some customers fall into distress. Latencies count from the moment a
        transaction was due: to the answer of its request, and to the receipt over SignalR of the
        change of level or the intervention that followed from it (found by customer and moment).
        """;

    public static Command Create(CommandConsole console)
    {
        var gateway = new Option<Uri>("--gateway") { Description = "Gateway to put under load.", HelpName = "URL", Required = true, CustomParser = GatewayAddress.Parse! };
        var rate = NumberOption.Create("--rate", "R", "Transactions per second.", 1_000, 1, 1_000_000);
        var customers = NumberOption.Create("--customers", "N", "Customers that take part.", 1_000, 1, 100_000);
        var seconds = NumberOption.Optional("--seconds", "S", "How long; until Ctrl+C where left out.", 1, int.MaxValue);
        var history = NumberOption.Create("--history-days", "D", "Days of history of each customer; from 60 on a customer's habits count as known.", 90, 0, 720);
        var distress = NumberOption.Create("--distress", "SHARE", "Share of the customers that fall into distress in the course of the run (of a minute, without --seconds), 0 to 1.", 0.5, 0.0, 1.0);
        var seed = NumberOption.Create("--seed", "SEED", "Seed of all that is drawn at random.", 1UL, ulong.MinValue, ulong.MaxValue);
        var token = TokenFile.CreateOption();
        var command = new ExampleCommand("simulate", "Put live synthetic load on a gateway and measure latencies.", Examples, Details) { gateway, rate, customers, seconds, history, distress, seed, token };
        command.Run((parsed, cancellationToken) => new LoadSimulation(console, new SimulationOptions
        {
            Gateway = parsed.GetRequiredValue(gateway),
            Rate = parsed.GetValue(rate),
            Customers = parsed.GetValue(customers),
            Duration = parsed.GetValue(seconds) is { } s ? TimeSpan.FromSeconds(s) : null,
            HistoryDays = parsed.GetValue(history),
            DistressShare = parsed.GetValue(distress),
            Seed = parsed.GetValue(seed),
            TokenFile = parsed.GetValue(token),
        }).RunAsync(cancellationToken));
        return command;
    }
}
