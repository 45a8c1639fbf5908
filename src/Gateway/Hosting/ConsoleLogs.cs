namespace PreDelinquency.Gateway.Hosting;

/// <summary>How logs look on the console, alike in every program: a line each, with its moment in universal time.</summary>
internal static class ConsoleLogs
{
    public static ILoggingBuilder AddConsoleLines(this ILoggingBuilder logging) => logging.AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fff'Z' ";
    });
}
