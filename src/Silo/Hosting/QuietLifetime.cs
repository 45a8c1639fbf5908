namespace PreDelinquency.Silo.Hosting;

/// <summary>The process stops its two hosts in order itself: neither listens to signals.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
