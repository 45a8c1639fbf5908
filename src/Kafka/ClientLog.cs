using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace PreDelinquency.Kafka;

/// <summary>What the client library says of itself.</summary>
internal static partial class ClientLog
{
    public static void Write(ILogger logger, LogMessage message) =>
        LogSaid(logger, (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging), message.Name, message.Facility, message.Message);

    [LoggerMessage(EventId = 4007, Message = "{Client} {Facility}: {Said}")]
    private static partial void LogSaid(ILogger logger, LogLevel level, string client, string facility, string said);
}
