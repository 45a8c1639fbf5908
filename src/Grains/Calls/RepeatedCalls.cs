using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Grains.Calls;

/// <summary>
/// Makes calls to grains, again where what went wrong may pass: a silo that ends or ended, a store that restarts, a grain that
/// lived twice. For calls that do nothing twice. Any thread.
/// </summary>
/// <param name="patience">How long a call is made again before the caller is told that it did not succeed.</param>
/// <param name="time">For waiting.</param>
/// <param name="logger">Hears of calls that were given up, all in a line every few seconds: one cause makes hundreds fail.</param>
internal sealed partial class RepeatedCalls(TimeSpan patience, TimeProvider time, ILogger<RepeatedCalls> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LogPeriod = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long? _logged;
    private int _givenUp;

    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait; a call that is under way goes on.</param>
    /// <exception cref="ServiceUnavailableException">It did not succeed for as long as the patience lasted, or never will.</exception>
    public async ValueTask<T> MakeAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (start, pause) = (time.GetTimestamp(), FirstPause);
        while (true)
        {
            try
            {
                return await call().WaitAsync(cancellationToken);
            }
            catch (StoreException e) when (e.IsPermanent)
            {
                throw new ServiceUnavailableException($"The store refuses it for good: {e.Message}", e) { IsPermanent = true };
            }
            catch (Exception e) when (MayPass(e) && !cancellationToken.IsCancellationRequested)
            {
                if (time.GetElapsedTime(start) >= patience)
                {
                    NoteGivenUp(e);
                    throw new ServiceUnavailableException(ReasonOf(e), e);
                }
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <inheritdoc cref="MakeAsync{T}"/>
    public async ValueTask MakeAsync(Func<Task> call, CancellationToken cancellationToken) => await MakeAsync(
        async () =>
        {
            await call();
            return true;
        },
        cancellationToken);

    /// <summary>
    /// A call that is cancelled though nobody cancelled it was cut off by a silo that ends; and of one that went through a gateway to a
    /// silo that died nothing is heard but that its time is over (https://github.com/dotnet/orleans/issues/10165).
    /// </summary>
    private static bool MayPass(Exception e) =>
        e is StateConflictException or StoreException or OrleansException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    private string ReasonOf(Exception e) => e switch
    {
        StoreException => $"The store does not work now: {e.Message}",
        StateConflictException => "The customer cannot be reached now: it was changed elsewhere each time it was asked.",
        TimeoutException => $"The customer cannot be reached now: its silo did not answer for {patience.TotalSeconds:0} s.",
        _ => $"The customer cannot be reached now: no silo could be called for {patience.TotalSeconds:0} s.",
    };

    private void NoteGivenUp(Exception e)
    {
        int count;
        lock (_gate)
        {
            _givenUp++;
            if (_logged is { } logged && time.GetElapsedTime(logged) < LogPeriod)
                return;
            (count, _givenUp, _logged) = (_givenUp, 0, time.GetTimestamp());
        }

        LogGivenUp(logger, count, patience.TotalSeconds, e.Message);
    }

    [LoggerMessage(3102, LogLevel.Warning, "{Count} calls were given up after {Seconds} s each; the latest: {Cause}")]
    private static partial void LogGivenUp(ILogger logger, int count, double seconds, string cause);
}
