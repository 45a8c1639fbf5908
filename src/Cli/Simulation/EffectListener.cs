using PreDelinquency.Cli.Live;

namespace PreDelinquency.Cli.Simulation;

/// <summary>
/// Listens to the live feed and finds the transaction behind each effect. An effect names its customer and the moment
/// that led to it; no two transactions of a customer have the same moment in a simulation, so the two tell which one it
/// was. Effects of a day's end have a moment that no transaction has, and are counted but not measured.
/// </summary>
internal sealed class EffectListener(HubClient hub, SimulatedPopulation population, SimulationReport report, TimeProvider time)
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);

    /// <summary>Listens until cancelled.</summary>
    /// <exception cref="CommandException">The gateway ended the connection.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var pings = time.CreateTimer(_ => Ping(cancellationToken), null, PingInterval, PingInterval);
        try
        {
            await foreach (var message in hub.ReadAsync(cancellationToken))
                Take(message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        throw new CommandException("the gateway ended the live feed");
    }

    private void Take(HubMessage message)
    {
        // Others may live in the gateway too, like those of a demo.
        if (message.Target is not ("risk_changed" or "intervention") || !population.Owns(message.Argument.GetProperty("customer_id").GetString()!))
            return;
        if (message.Target == "intervention")
            report.AddIntervention();
        else
            report.AddRiskChange();
        var customer = message.Argument.GetProperty("customer_id").GetString()!;
        if (population.FindDue(customer, message.Argument.GetProperty("at").GetDateTimeOffset()) is { } due)
            report.ToReceipt.Add(time.GetElapsedTime(due, message.ReceivedAt));
    }

    // A broken connection ends the reading too, which reports it.
    private void Ping(CancellationToken cancellationToken) =>
        _ = hub.PingAsync(cancellationToken).ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
