using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Live;

/// <summary>
/// The live feed. A client calls <c>Subscribe</c> and then hears <c>intervention</c> (<see cref="InterventionDocument"/>),
/// <c>risk_changed</c> (<see cref="RiskChangeDocument"/>), <c>contact</c> (<see cref="ContactDocument"/>) whenever what becomes of a
/// proposal changes, <c>alerts</c> (<see cref="AlertPage"/>) whenever one is added or over, <c>alert</c>
/// (<see cref="OperationsAlertDocument"/>) whenever one for the operations team is opened or over, and, once a second, <c>stats</c>
/// (<see cref="StatsDocument"/>). With <c>Watch</c> it says what it looks at: then it hears <c>transactions</c>
/// (<see cref="TransactionSampleDocument"/>), and <c>customer</c> (<see cref="CustomerNewsDocument"/>) within half a second of a change.
/// </summary>
internal sealed class RiskHub(LiveFeed feed, OpenConnections connections, IRiskService service, IHubContext<RiskHub> hub, TimeProvider time, ILogger<RiskHub> logger) : Hub
{
    public const string InterventionMessage = "intervention";
    public const string RiskChangedMessage = "risk_changed";
    public const string ContactMessage = "contact";
    public const string StatsMessage = "stats";
    public const string AlertMessage = "alert";
    public const string AlertsMessage = "alerts";
    public const string TransactionsMessage = "transactions";

    public const string CustomerMessage = "customer";

    private const string PumpKey = "pump";

    /// <summary>Starts to send; a later call replaces the earlier one, and nothing is lost between the two.</summary>
    /// <param name="request">
    /// <c>levels</c>: some of LOW, MEDIUM, HIGH, CRITICAL. <c>customer_ids</c>: up to 1,000. <c>after_sequence</c>: first everything
    /// proposed after it, then what comes; absent: what comes. <c>transactions</c>: true to hear of the latest transactions, too, until <c>Watch</c> says otherwise. Each is optional, and so is the object.
    /// </param>
    /// <exception cref="HubException">Names the field and the rule.</exception>
    public async Task<SubscribeAnswer> Subscribe(JsonElement request)
    {
        var subscription = SubscriptionReader.Read(request);
        if (subscription.AfterSequence is { } asked && asked > feed.LatestSequence)
            await RequireExistingAsync(asked);
        var former = await StopAsync();
        var latest = feed.LatestSequence;
        var after = subscription.AfterSequence ?? former?.Sequence ?? latest;
        var (connectionId, context) = (Context.ConnectionId, Context);
        Context.Items[PumpKey] = new SubscriptionPump(
            feed,
            hub.Clients.Client(connectionId),
            subscription,
            after,
            former,
            time,
            e =>
            {
                // Without its feed the connection is of no use; the client comes back and goes on where it was.
                logger.SubscriptionFailed(connectionId, e);
                context.Abort();
            },
            Context.ConnectionAborted);
        logger.Subscribed(connectionId, after);
        return new SubscribeAnswer(after, Math.Max(after, latest));
    }

    /// <summary>Says what the connection looks at from now on, in place of what it did; the subscription goes on as it is.</summary>
    /// <param name="request">
    /// <c>transactions</c>: true for the latest transactions of all customers. <c>customer_ids</c>: up to 50 of whom <c>customer</c>
    /// tells changes, after one that comes at once. What is absent is not looked at.
    /// </param>
    /// <exception cref="HubException">Names the field and the rule; or there is no subscription.</exception>
    public void Watch(JsonElement request)
    {
        var watching = SubscriptionReader.ReadWatching(request);
        if (!Context.Items.TryGetValue(PumpKey, out var pump))
            throw new HubException($"{nameof(Subscribe)} comes first.");
        ((SubscriptionPump)pump!).Watch(watching);
    }

    public override Task OnConnectedAsync()
    {
        connections.Add(Context);
        return base.OnConnectedAsync();
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await StopAsync();
        await base.OnDisconnectedAsync(exception);
    }

    /// <returns>The one that went on until now; null where there was none.</returns>
    private async ValueTask<SubscriptionPump?> StopAsync()
    {
        if (!Context.Items.Remove(PumpKey, out var running))
            return null;
        var pump = (SubscriptionPump)running!;
        await pump.DisposeAsync();
        return pump;
    }

    /// <summary>A sequence from the future belongs to another store; to wait for it silently would lose everything until then.</summary>
    private async Task RequireExistingAsync(long sequence)
    {
        var found = await service.GetInterventionsAsync(sequence - 1, 1, Context.ConnectionAborted);
        if (found.Count == 0)
            throw new HubException($"after_sequence must not be greater than the latest sequence, {feed.LatestSequence}.");
    }
}
