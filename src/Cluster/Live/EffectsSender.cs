using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Internal;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster.Live;

/// <summary>
/// Sends what this process made durable to the gateways, gathered while the last message is on its way. It never holds up a
/// host: where the stream does not keep up, the oldest changes of level are left out, and interventions are found in the store.
/// </summary>
/// <param name="stream">The way there.</param>
/// <param name="logger">For messages that could not be sent.</param>
public sealed partial class EffectsSender(IEffectsChannel stream, ILogger<EffectsSender> logger)
{
    private const int MostWaiting = 4096;
    private const int MostPerMessage = 256;
    private readonly JoinedSpans _spans = new();
    private readonly Channel<CommittedEffects> _waiting = Channel.CreateBounded<CommittedEffects>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        _ => ClusterMetrics.Dropped());

    /// <summary>Takes news; returns at once.</summary>
    public void Note(CommittedEffects effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        if (effects.RiskChanges.Count + effects.Interventions.Count > 0)
            _waiting.Writer.TryWrite(effects);
    }

    /// <summary>Sends until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (await _waiting.Reader.WaitToReadAsync(stop))
        {
            var (changes, interventions, transactions) = (new List<RiskChange>(), new List<SequencedIntervention>(), 0);
            _spans.Clear();
            while (changes.Count + interventions.Count < MostPerMessage && _waiting.Reader.TryRead(out var effects))
            {
                transactions += effects.Transactions;
                changes.AddRange(effects.RiskChanges);
                interventions.AddRange(effects.Interventions);
                _spans.Add(effects.Span);
            }

            interventions.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
            using var span = _spans.Start("send effects", ActivityKind.Producer);
            var began = Stopwatch.GetTimestamp();
            try
            {
                await stream.SendAsync(new CommittedEffects { Transactions = transactions, RiskChanges = changes, Interventions = interventions, Span = span?.Context ?? default }, stop);
                ClusterMetrics.Published(Stopwatch.GetElapsedTime(began));
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                span.Fail(e);
                ClusterMetrics.PublishFailed();
                LogNotSent(logger, changes.Count, interventions.Count, e);
            }
        }
    }

    [LoggerMessage(3002, LogLevel.Warning, "{Changes} changes of level could not be sent to the gateways, and {Interventions} interventions, which they will find in the store.")]
    private static partial void LogNotSent(ILogger logger, int changes, int interventions, Exception e);
}
