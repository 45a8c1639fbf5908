using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster;
using PreDelinquency.Grains.Watching;

namespace PreDelinquency.Grains.Tests;

public sealed class WatchTests
{
    [Fact]
    public async Task What_was_not_looked_at_yet_is_not_said_to_work()
    {
        var (health, answer) = (new ClusterHealth(), new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        using var watch = new HeldWatch(answer.Task, health);

        await watch.StartAsync(TestContext.Current.CancellationToken);
        Assert.False(Assert.Single(health.Parts).Healthy);
        answer.SetResult("it answers");

        await Eventually.HoldsAsync(() => health.Parts is [{ Healthy: true, Detail: "it answers" }]);
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_nobody_foresaw_is_told_and_looked_at_again()
    {
        var health = new ClusterHealth();
        using var watch = new HeldWatch(Task.FromException<string>(new NotSupportedException("no such thing")), health);

        await watch.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(() => health.Parts is [{ Healthy: false, Detail: "no such thing" }]);
        Assert.False(watch.ExecuteTask!.IsCompleted);
        await watch.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(watch.ExecuteTask.IsFaulted);
    }

    private sealed class HeldWatch(Task<string> answer, ClusterHealth health) : Watch("held", health, TimeProvider.System, NullLogger.Instance)
    {
        protected override Task<string> LookAsync(CancellationToken cancellationToken) => answer;
    }
}
