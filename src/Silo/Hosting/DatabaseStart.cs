using Npgsql;

namespace PreDelinquency.Silo.Hosting;

/// <summary>
/// Makes the steps of a start that need the database, again where what went wrong may pass: a server that does not answer in time,
/// restarts, is not known by name yet, or has no connection left. What trying again does not change, as a password that is wrong or
/// a schema that is not up to date, is told at once. One caller at a time.
/// </summary>
/// <param name="patience">How long after it was made a step is still tried again, however many steps there are; null for as long as it takes.</param>
/// <param name="time">For waiting.</param>
/// <param name="output">Takes a line when it is first tried again: whoever looks should not see a program that says nothing.</param>
internal sealed class DatabaseStart(TimeSpan? patience, TimeProvider time, TextWriter output)
{
    /// <summary>How long a process of the cluster waits for its database: longer than a server takes to restart, and less than an orchestrator takes to lose patience.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly long _begun = time.GetTimestamp();
    private bool _hasTold;

    /// <param name="step">The step; leaves nothing behind where it throws.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>What the step came to. It throws what the step threw last.</returns>
    public async Task<T> MakeAsync<T>(Func<Task<T>> step, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await step();
            }
            catch (Exception e) when (MayPass(e) && !stop.IsCancellationRequested && !(Left() <= TimeSpan.Zero))
            {
                await TellAsync(e);
            }

            await Task.Delay(Pause, time, stop);
        }
    }

    private TimeSpan? Left() => patience - time.GetElapsedTime(_begun);

    private async Task TellAsync(Exception e)
    {
        if (_hasTold)
            return;
        _hasTold = true;
        await output.WriteLineAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{e.Message.ReplaceLineEndings(" ")}; it is tried again{(Left() is { } left ? $" for {left.TotalSeconds:0} s" : null)}."));
        await output.FlushAsync();
    }

    private static bool MayPass(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is TimeoutException or NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown })
                return true;
        }

        return false;
    }
}
