namespace PreDelinquency.Silo.Hosting;

/// <summary>
/// What Orleans and its libraries say hundreds of times where one thing is wrong, and this program says once: which part does not work
/// (<c>/health</c> too), and how many calls were given up.
/// </summary>
internal static class ClusterLogs
{
    /// <summary>
    /// Every call that was not answered in time, that came too late or for which there is no silo; every piece of work that took longer than it
    /// should; and every pause of the machine, as if time had stood still in the silo alone.
    /// </summary>
    private static readonly string[] Repetitive = ["Orleans.Runtime.CallbackData", "Orleans.Messaging", "Orleans.Runtime.Scheduler.WorkItemGroup", "Orleans.Runtime.Watchdog"];

    /// <summary>Repeats calls for Orleans, and logs each attempt with its stack.</summary>
    private const string Retries = "Polly";

    /// <summary>Leaves these out, unless more than warnings is asked for.</summary>
    /// <param name="logging">The logs.</param>
    /// <param name="level">What is asked for.</param>
    public static ILoggingBuilder LeaveOutRepetitions(this ILoggingBuilder logging, LogLevel level)
    {
        if (level < LogLevel.Warning)
            return logging;
        foreach (var category in Repetitive)
            logging.AddFilter(category, (LogLevel)Math.Max((int)level, (int)LogLevel.Error));
        return logging.AddFilter(Retries, LogLevel.None);
    }
}
