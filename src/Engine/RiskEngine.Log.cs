using Microsoft.Extensions.Logging;

namespace PreDelinquency.Engine;

/// <content>Log messages.</content>
public sealed partial class RiskEngine
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "Engine ready on {Store}: {Customers} customers, {ReplayedEntries} log entries replayed in {DurationMs:0} ms, {Workers} workers, {Clock} clock")]
    private static partial void LogReady(ILogger logger, string store, long customers, long replayedEntries, double durationMs, int workers, ClockKind clock);
}
