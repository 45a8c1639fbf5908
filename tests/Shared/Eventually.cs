namespace PreDelinquency.Tests;

/// <summary>Waits for what another thread is about to make true.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    public static Task HoldsAsync(Func<bool> condition) => HoldsAsync(() => Task.FromResult(condition()));

    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(ShortestPause);
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(patience.Token);
            // Who asks all the time takes the processor from what is to come.
            if (timer.Period < LongestPause)
                timer.Period *= 1.2;
        }
    }
}
