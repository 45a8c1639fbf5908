using PreDelinquency.Monitoring;

namespace PreDelinquency.Gateway;

/// <summary>Everything that the gateway logs. 1xx requests, 2xx live, 3xx demo, 4xx models, 6xx outreach. No personal data beyond the opaque id, and no text of a client.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Error, "{Method} {Endpoint} failed.")]
    public static partial void RequestFailed(this ILogger logger, string method, string endpoint, Exception exception);

    [LoggerMessage(101, LogLevel.Debug, "A request of transactions was turned away for {RetryAfterMs} ms: the queues are full.")]
    public static partial void TurnedAway(this ILogger logger, double retryAfterMs);

    [LoggerMessage(200, LogLevel.Debug, "Connection {ConnectionId} subscribed from sequence {AfterSequence}.")]
    public static partial void Subscribed(this ILogger logger, string connectionId, long afterSequence);

    [LoggerMessage(201, LogLevel.Error, "The live feed of connection {ConnectionId} broke off; the client can come back and go on.")]
    public static partial void SubscriptionFailed(this ILogger logger, string connectionId, Exception exception);

    [LoggerMessage(202, LogLevel.Information, "Connection {ConnectionId} called {Method} wrongly, and was told why.")]
    public static partial void HubCallRefused(this ILogger logger, string connectionId, string method);

    [LoggerMessage(203, LogLevel.Error, "{Method} of connection {ConnectionId} failed.")]
    public static partial void HubCallFailed(this ILogger logger, string connectionId, string method, Exception exception);

    [LoggerMessage(400, LogLevel.Information, "Model {Version} judges from now on; shadow: {Shadow}.")]
    public static partial void ModelsServed(this ILogger logger, string version, string shadow);

    [LoggerMessage(401, LogLevel.Error, "Model {Version} cannot be served; the models so far go on.")]
    public static partial void ModelUnservable(this ILogger logger, string version, Exception exception);

    [LoggerMessage(402, LogLevel.Warning, "The model registry cannot be read; the models so far go on.")]
    public static partial void RegistryUnreadable(this ILogger logger, Exception exception);

    [LoggerMessage(403, LogLevel.Warning, "Models with a role are damaged in the registry, and would not be there after a restart: {Damage}")]
    public static partial void RolesDamaged(this ILogger logger, string damage);

    [LoggerMessage(410, LogLevel.Warning, "Alert of the live model {Version} ({Kind}) as of {At:yyyy-MM-ddTHH:mm:ssK}: {Message}")]
    public static partial void AlertRaised(this ILogger logger, string version, AlertKind kind, DateTimeOffset at, string message);

    [LoggerMessage(411, LogLevel.Information, "Over: alert of the live model {Version} ({Kind}) about {Subject}, as of {At:yyyy-MM-ddTHH:mm:ssK}.")]
    public static partial void AlertOver(this ILogger logger, string version, AlertKind kind, string subject, DateTimeOffset at);

    [LoggerMessage(412, LogLevel.Warning, "The live model cannot be watched now.")]
    public static partial void ModelNotWatched(this ILogger logger, Exception exception);

    [LoggerMessage(600, LogLevel.Warning, "Outreach waits: what it needs does not work now.")]
    public static partial void OutreachWaits(this ILogger logger, Exception exception);

    [LoggerMessage(601, LogLevel.Warning, "Changes of contacts are not told to those who listen, as the store does not work now; they will be.")]
    public static partial void ContactsNotFollowed(this ILogger logger, Exception exception);

    [LoggerMessage(607, LogLevel.Warning, "Changes of customer {CustomerId} are not told to those who look at the customer, who cannot be read now; they will be.")]
    public static partial void CustomerNotWatched(this ILogger logger, string customerId, Exception exception);

    [LoggerMessage(608, LogLevel.Warning, "Changes of contact with customers are not told to those who look at them, as the store of outreach cannot be read now; they will be.")]
    public static partial void LedgersNotWatched(this ILogger logger, Exception exception);

    [LoggerMessage(602, LogLevel.Warning, "The policy in force cannot be looked at now; the one so far goes on.")]
    public static partial void PolicyNotSeen(this ILogger logger, Exception exception);

    [LoggerMessage(603, LogLevel.Warning, "The file of people breaks {Faults} rules, and those it named before may act; the first: {First}")]
    public static partial void PeopleRefused(this ILogger logger, int faults, string first);

    [LoggerMessage(610, LogLevel.Warning, "Alert {Condition} ({Subject}): {Message}")]
    public static partial void OperationsAlertOpened(this ILogger logger, string condition, string subject, string message);

    [LoggerMessage(611, LogLevel.Information, "Over: alert {Condition} ({Subject}).")]
    public static partial void OperationsAlertOver(this ILogger logger, string condition, string subject);

    [LoggerMessage(612, LogLevel.Warning, "What the operations team should know of {Subject} cannot be looked at now.")]
    public static partial void OperationsNotWatched(this ILogger logger, string subject, Exception exception);

    [LoggerMessage(613, LogLevel.Warning, "{Sink} did not take an alert ({Result}); {Pending} wait to be told again.")]
    public static partial void AlertNotTaken(this ILogger logger, string sink, int pending, string result);

    [LoggerMessage(300, LogLevel.Warning, "The demo waits {DelayMs} ms: {Reason}")]
    public static partial void DemoWaits(this ILogger logger, double delayMs, string reason);

    [LoggerMessage(301, LogLevel.Warning, "The demo pauses on {Day}, so that it does not fill the disk; a larger --demo-years lets it go on.")]
    public static partial void DemoPauses(this ILogger logger, DateOnly day);

    [LoggerMessage(302, LogLevel.Error, "The demo has ended: the service behind it has stopped for good.")]
    public static partial void DemoEnded(this ILogger logger, Exception exception);

    [LoggerMessage(303, LogLevel.Error, "The demo goes on without customer {CustomerId}, whom the service refuses.")]
    public static partial void DemoGoesOnWithout(this ILogger logger, string customerId, Exception exception);
}
