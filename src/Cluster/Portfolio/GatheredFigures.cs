namespace PreDelinquency.Cluster.Portfolio;

/// <summary>
/// The totals over all shards for everybody who follows them: who asks while the shards are being asked, or a moment after, hears
/// what they say then. So shards are asked as often whether one process wants to know or a hundred. One call at a time, which need
/// not wait for the answer to the one before.
/// </summary>
/// <param name="ask">Asks a shard, 0 to 255.</param>
/// <param name="time">For how old an answer is.</param>
public sealed class GatheredFigures(Func<int, Task<ShardFigures>> ask, TimeProvider time)
{
    /// <summary>How long after the shards were asked their answer is told, at most.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(500);

    private Task<ShardFigures>? _latest;
    private long _asked;

    /// <summary>What the shards say, or said a moment ago. Fails as the first shard that fails; whoever asks after that asks them anew.</summary>
    public Task<ShardFigures> ReadAsync()
    {
        if (_latest is { } latest && (!latest.IsCompleted || (latest.IsCompletedSuccessfully && time.GetElapsedTime(_asked) < Freshness)))
            return latest;
        _asked = time.GetTimestamp();
        return _latest = GatherAsync();
    }

    private async Task<ShardFigures> GatherAsync() =>
        (await Task.WhenAll(Enumerable.Range(0, Shards.Count).Select(ask))).Aggregate(ShardFigures.Empty, (sum, shard) => sum + shard);
}
