using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Live;
using PreDelinquency.Gateway.Watching;
using PreDelinquency.Monitoring;
using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.People;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Gateway.Outreach;

/// <summary>
/// Looks every minute at what the operations team should know, and tells it: once when it begins, once when it is over. Of several processes
/// that look, each tells those who listen to it, and the one that has the duty tells all others; whoever takes it over tells anew what is open.
/// </summary>
internal sealed class OperationsWatch(
    IOutreachStore store, EffectReader effects, IRiskService service, ServedPolicy policy, ServedPeople people, IEnumerable<IContactChannel> channels, IEnumerable<IConsumerLag> consumers, IEnumerable<OutreachRunner> runners, ModelWatch models, OutreachMetrics metrics, AlertBook book, IAlertDuty duty, IEnumerable<IAlertSink> sinks, LiveFeed feed, TimeProvider time,
    ILogger<OperationsWatch> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Effects and the holdout are counted over whole stores, and do not change by the minute.</summary>
    private static readonly TimeSpan CountInterval = TimeSpan.FromHours(1);

    private const int MostOfOutbox = 1000;

    private readonly AlertLimits _limits = new();
    private readonly HashSet<ContactChannel> _carried = [.. channels.Select(channel => channel.Kind)];
    private readonly PendingAlerts[] _sinks = [.. sinks.Select(sink => new PendingAlerts(sink))];
    private readonly RiskShareHistory _shares = new();
    private readonly LagHistory _lags = new();
    private readonly FailureHistory _failures = new();
    private IReadOnlyList<AlertFinding> _counted = [];
    private long? _countedAt;
    private bool _hasDuty;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was: all else that the gateway does must go on.
                logger.OperationsNotWatched("alerts", e);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var (findings, unseen) = (new List<AlertFinding>(), new HashSet<AlertCondition>());
        await FindAsync([AlertCondition.ContactsFailed], async () => OfBacklog(await store.ReadBacklogAsync(cancellationToken)));
        // Of a gateway whose silos decide, they tell in their logs.
        findings.AddRange(runners.SelectMany(runner => OperationsRules.OfRounds(runner.FailingSince, time.GetUtcNow(), _limits)));
        foreach (var channel in Enum.GetValues<ContactChannel>())
            await FindAsync([AlertCondition.ProviderFailing, AlertCondition.OutboxAge], () => OfOutboxAsync(channel, cancellationToken));
        await FindAsync([AlertCondition.AnswerWaiting], async () => OperationsRules.OfAnswers(await store.ReadAnswersAsync(MostOfOutbox, cancellationToken), service.Present, _limits));
        // Busy is what turns senders away.
        await FindAsync([AlertCondition.ConsumerLag], () => new(OfQueue(new("queue", service.GetStats().Queued, service.IsBusy(out _)))));
        foreach (var consumer in consumers)
            await FindAsync([AlertCondition.ConsumerLag], async () => OfKafka(await consumer.ReadAsync(cancellationToken)));
        await FindAsync([AlertCondition.HoldoutImbalance, AlertCondition.HarmfulContacts], () => CountAsync(cancellationToken));
        await FindAsync([AlertCondition.HighRiskShare], () => new(OfHighRisk()));
        await FindAsync([AlertCondition.Model], async () => (await models.LookAsync(cancellationToken)).Alerts.Select(OfModel));
        if (policy.Faults is { Count: > 0 } faults)
            findings.Add(new AlertFinding(AlertCondition.PolicyRefused, "folder", faults.Count, 0, $"The policy in the folder breaks {faults.Count} rules, the first: {faults[0]}. Policy {policy.Current.Version} goes on."));
        if (people.Faults is { Count: > 0 } refused)
            findings.Add(new AlertFinding(AlertCondition.PeopleRefused, "file", refused.Count, 0, $"The file of people breaks {refused.Count} rules, the first: {refused[0]}. Those it named before may act."));
        logger.LeftOut(store);
        var changes = book.Note(findings, unseen, time.GetUtcNow());
        foreach (var change in changes)
            Tell(change);
        await TellSinksAsync(changes, cancellationToken);

        // Each by itself: what cannot be looked at keeps nothing else from being told.
        async ValueTask FindAsync(AlertCondition[] conditions, Func<ValueTask<IEnumerable<AlertFinding>>> look)
        {
            try
            {
                findings.AddRange(await look());
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                unseen.UnionWith(conditions);
                logger.OperationsNotWatched(string.Join(", ", conditions.Select(WireNames<AlertCondition>.Of)), e);
            }
        }
    }

    private IEnumerable<AlertFinding> OfBacklog(OutreachBacklog backlog)
    {
        metrics.Note(backlog);
        return OperationsRules.OfFailures(backlog.Failed, _failures.Note(backlog.Failed, time.GetUtcNow()));
    }

    private async ValueTask<IEnumerable<AlertFinding>> OfOutboxAsync(ContactChannel channel, CancellationToken cancellationToken)
    {
        var outbox = await store.ReadOutboxAsync(channel, MostOfOutbox, cancellationToken);
        return OperationsRules.OfOutbox(channel, outbox, isCalledByPeople: channel == ContactChannel.Phone && !_carried.Contains(channel), time.GetUtcNow(), _limits);
    }

    private IEnumerable<AlertFinding> OfQueue(IngestBacklog queue) => OperationsRules.OfQueue(queue, _lags.Note(queue, time.GetUtcNow()), _limits);

    private IEnumerable<AlertFinding> OfKafka(long? lag) => OfQueue(new("kafka", lag, lag > _limits.ConsumerLag));

    private IEnumerable<AlertFinding> OfHighRisk()
    {
        var stats = service.GetStats();
        var share = new RiskSample(service.Present, stats.Customers, stats.ByLevel.GetValueOrDefault(RiskLevel.High) + stats.ByLevel.GetValueOrDefault(RiskLevel.Critical));
        return OperationsRules.OfHighRisk(share, _shares.Note(share), _limits);
    }

    private async Task TellSinksAsync(IReadOnlyList<OperationsAlert> changes, CancellationToken cancellationToken)
    {
        var hadDuty = _hasDuty;
        _hasDuty = await duty.HoldsAsync(cancellationToken);
        var news = hadDuty ? changes : [.. changes.Where(change => change.OverAt is not null), .. book.Open];
        foreach (var sink in _sinks)
        {
            if (!_hasDuty)
            {
                sink.Clear();
                continue;
            }

            foreach (var alert in news)
                sink.Add(alert);
            if (await sink.TellAsync(cancellationToken) is { } trouble)
                logger.AlertNotTaken(sink.Description, sink.Count, trouble.ToString());
        }
    }

    private void Tell(OperationsAlert change)
    {
        var condition = WireNames<AlertCondition>.Of(change.Latest.Condition);
        if (change.OverAt is null)
            logger.OperationsAlertOpened(condition, change.Latest.Subject, change.Latest.Message);
        else
            logger.OperationsAlertOver(condition, change.Latest.Subject);
        feed.Publish(change);
    }

    private async ValueTask<IEnumerable<AlertFinding>> CountAsync(CancellationToken cancellationToken)
    {
        if (_countedAt is not { } at || time.GetElapsedTime(at) >= CountInterval)
        {
            var report = await effects.ReadAsync(cancellationToken);
            _counted = [.. OperationsRules.OfHoldout(report), .. OperationsRules.OfEffect(report)];
            _countedAt = time.GetTimestamp();
        }

        return _counted;
    }

    private static AlertFinding OfModel(RaisedAlert raised) =>
        new(AlertCondition.Model, $"{WireNames<AlertKind>.Of(raised.Alert.Kind)}/{raised.Alert.Subject}", raised.Alert.Value, raised.Alert.Threshold, raised.Alert.Message);
}
