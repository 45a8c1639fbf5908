using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Grains.Calls;

/// <summary>
/// Makes calls to grains, again where what went wrong may pass: a silo that ends or ended, a store that restarts, a grain that
/// lived twice. For calls that do nothing twice. A call whose silo is slow is not made again, as it would be worked twice: its answer is
/// awaited for as long as nothing says that it cannot come. Any thread.
/// </summary>
/// <param name="patience">How long a call is made again, or waited for, before the caller is told that it did not succeed; the last one has ten seconds in any case.</param>
/// <param name="losses">Says whether the silo that has a call, or the way to it, may be gone.</param>
/// <param name="time">For waiting.</param>
/// <param name="logger">Hears of calls that were given up, all in a line every few seconds.</param>
internal sealed partial class RepeatedCalls(TimeSpan patience, SiloLosses losses, TimeProvider time, ILogger<RepeatedCalls> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>An answer that is late by so much may be lost, if a silo is; and so long after a silo went calls may still have been sent to it.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(10);

    /// <summary>How often it is asked of a late answer whether it is lost.</summary>
    private static readonly TimeSpan LatePeriod = TimeSpan.FromSeconds(1);

    private readonly FailureCount _givenUp = new(time);

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
                return await AnswerAsync(call(), start, cancellationToken);
            }
            catch (StoreException e) when (e.IsPermanent)
            {
                throw new ServiceUnavailableException($"The store refuses it for good: {e.Message}", e) { IsPermanent = true, CustomerId = e.CustomerId };
            }
            catch (Exception e) when (MayPass(e) && !cancellationToken.IsCancellationRequested)
            {
                if (time.GetElapsedTime(start) >= patience)
                {
                    if (_givenUp.IsToBeTold(out var count))
                        LogGivenUp(logger, count, patience.TotalSeconds, e.Message);
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
    /// Of a call that went through a gateway to a silo that died nothing is heard (https://github.com/dotnet/orleans/issues/10165): where
    /// one went since it was made, or shortly before, a late answer is taken for lost.
    /// </summary>
    private async Task<T> AnswerAsync<T>(Task<T> answer, long start, CancellationToken cancellationToken)
    {
        var (made, wait) = (time.GetTimestamp(), Lateness);
        while (true)
        {
            await ((Task)answer).WaitAsync(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (answer.IsCompleted)
                return await answer;
            cancellationToken.ThrowIfCancellationRequested();
            if (losses.AnyWithin(time.GetElapsedTime(made) + Lateness) || time.GetElapsedTime(start) >= patience)
                throw new TimeoutException("No answer came.");
            wait = LatePeriod;
        }
    }

    /// <summary>A call that is cancelled though nobody cancelled it was cut off by a silo that ends.</summary>
    private static bool MayPass(Exception e) =>
        e is StateConflictException or StoreException or OrleansException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    private string ReasonOf(Exception e) => e switch
    {
        StoreException => $"The store does not work now: {e.Message}",
        StateConflictException => "The customer cannot be reached now: it was changed elsewhere each time it was asked.",
        TimeoutException => $"The customer cannot be reached now: its silo did not answer for {patience.TotalSeconds:0} s.",
        _ => $"The customer cannot be reached now: no silo could be called for {patience.TotalSeconds:0} s.",
    };

    [LoggerMessage(3102, LogLevel.Warning, "{Count} calls were given up after {Seconds} s each; the latest: {Cause}")]
    private static partial void LogGivenUp(ILogger logger, int count, double seconds, string cause);
}
