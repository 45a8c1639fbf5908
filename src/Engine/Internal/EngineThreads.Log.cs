using Microsoft.Extensions.Logging;

namespace PreDelinquency.Engine.Internal;

/// <content>Log messages.</content>
internal sealed partial class EngineThreads
{
    [LoggerMessage(EventId = 110, Level = LogLevel.Error, Message = "The store did not take a commit; it is repeated in {DelayMs} ms, nothing is lost")]
    private static partial void LogCommitFailed(ILogger logger, Exception exception, double delayMs);

    [LoggerMessage(EventId = 111, Level = LogLevel.Error, Message = "The store could not be read; the step is repeated in {DelayMs} ms")]
    private static partial void LogReadFailed(ILogger logger, Exception exception, double delayMs);

    [LoggerMessage(EventId = 112, Level = LogLevel.Critical, Message = "The engine stops: {Thread} cannot go on")]
    private static partial void LogStopped(ILogger logger, Exception exception, string thread);

    [LoggerMessage(EventId = 113, Level = LogLevel.Warning, Message = "A worker ends before it has applied everything, of which nothing was acknowledged: {Reason}")]
    private static partial void LogEndedEarly(ILogger logger, string reason);
}
