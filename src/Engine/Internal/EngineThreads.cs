using Microsoft.Extensions.Logging;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>Steps the workers and the commit, each from a thread of its own, and makes time pass on the wall clock.</summary>
internal sealed partial class EngineThreads
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly EngineCore _core;
    private readonly ILogger _logger;
    private readonly List<Task> _workers = [];
    private readonly Task _commit;
    private readonly ITimer? _ticks;
    private volatile bool _stopping;
    private volatile bool _workersEnded;

    private EngineThreads(EngineCore core, ILogger logger)
    {
        (_core, _logger) = (core, logger);
        foreach (var partition in core.Partitions)
            _workers.Add(Run($"worker {_workers.Count}", () => Work(partition)));
        _commit = Run("commit", Commit);
        if (core.Clock.Kind == ClockKind.Wall)
            _ticks = core.Clock.Time.CreateTimer(_ => core.Router.Tick(core.Clock.WallMs), null, TimeSpan.Zero, core.Options.TickInterval);
    }

    public static EngineThreads Start(EngineCore core, ILogger logger) => new(core, logger);

    /// <summary>
    /// Ends the threads after everything taken is committed and all states are written; a store that fails is waited for no longer
    /// than callers would, and the repair of a state not at all: the worker that meets it leaves what it has not applied, and nobody
    /// was told that it was taken.
    /// </summary>
    public async Task StopAsync()
    {
        _core.Repair.End();
        if (_ticks is not null)
            await _ticks.DisposeAsync();
        _stopping = true;
        foreach (var partition in _core.Partitions)
            partition.Finish();
        await Task.WhenAll(_workers);
        _workersEnded = true;
        _core.Committer.Signal();
        await _commit;
    }

    private Task Run(string name, Action loop)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
#pragma warning disable CA1031 // A worker that cannot go on must not take the process along: health and callers hear why.
            try
            {
                loop();
            }
            catch (Exception e)
            {
                LogStopped(_logger, e, name);
                _core.Availability.Stop(e);
                _core.Gate.Close(new ServiceUnavailableException($"The engine has stopped: {e.Message}", e) { IsPermanent = true });
            }
#pragma warning restore CA1031
            ended.SetResult();
        })
        { IsBackground = true, Name = $"engine {name}" };
        thread.Start();
        return ended.Task;
    }

    private bool MustGiveUp => _core.Availability.FatalError is not null || (_stopping && _core.Availability.IsTurningAway);

    private void Work(Partition partition)
    {
        var delay = FirstDelay;
        while (!partition.IsFinished && !MustGiveUp)
        {
            try
            {
                var worked = partition.Step();
                _core.Availability.StoreWorks(partition);
                if (!worked)
                    partition.Mailbox.Wait(partition.WantsWork, Rest);
                delay = FirstDelay;
            }
            catch (StoreException e)
            {
                LogReadFailed(_logger, e, delay.TotalMilliseconds);
                StoreFailed(partition, e);
                Pause(ref delay);
            }
            catch (OperationCanceledException e) when (_core.Repair.IsEnded)
            {
                LogEndedEarly(_logger, e.Message);
                return;
            }
        }
    }

    private void Commit()
    {
        var delay = FirstDelay;
        while (!MustGiveUp)
        {
            try
            {
                if (!_core.Committer.Step())
                {
                    if (_workersEnded)
                        return;
                    _core.Committer.Wait(Rest);
                }

                delay = FirstDelay;
            }
            catch (StoreException e) when (!e.IsPermanent)
            {
                _core.Metrics.CommitFailed();
                LogCommitFailed(_logger, e, delay.TotalMilliseconds);
                StoreFailed(_core.Committer, e);
                Pause(ref delay);
            }
        }
    }

    private void StoreFailed(object user, StoreException e)
    {
        if (_core.Availability.StoreFailed(user, e))
            _core.Gate.Fail(new ServiceUnavailableException($"The store does not work now: {e.Message}", e));
    }

    private static void Pause(ref TimeSpan delay)
    {
        Thread.Sleep(delay);
        delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
    }
}
