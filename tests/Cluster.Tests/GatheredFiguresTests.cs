using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

/// <summary>However many follow the shards, the shards are asked as often.</summary>
public sealed class GatheredFiguresTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly int[] _asked = new int[Shards.Count];
    private readonly GatheredFigures _figures;
    private TaskCompletionSource _answers = new();

    public GatheredFiguresTests() => _figures = new GatheredFigures(AskAsync, _time);

    [Fact]
    public async Task Who_asks_while_the_shards_are_asked_or_a_moment_after_hears_the_same_answer()
    {
        var waiting = Enumerable.Range(0, 100).Select(_ => _figures.ReadAsync()).ToList();
        _time.Advance(10 * GatheredFigures.Freshness);
        waiting.Add(_figures.ReadAsync());
        _answers.SetResult();
        var heard = await Task.WhenAll(waiting);

        Assert.All(heard, figures => Assert.Equal(Shards.Count, figures.Sums.Customers));
        Assert.All(_asked, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task An_answer_is_told_for_a_moment_and_not_longer()
    {
        _answers.SetResult();
        await _figures.ReadAsync();
        _time.Advance(GatheredFigures.Freshness - TimeSpan.FromTicks(1));
        await _figures.ReadAsync();
        Assert.All(_asked, times => Assert.Equal(1, times));

        _time.Advance(TimeSpan.FromTicks(1));
        await _figures.ReadAsync();

        Assert.All(_asked, times => Assert.Equal(2, times));
    }

    [Fact]
    public async Task After_a_shard_that_failed_all_are_asked_anew_and_at_once()
    {
        _answers.SetException(new StoreException("The store does not work."));
        await Assert.ThrowsAsync<StoreException>(_figures.ReadAsync);
        _answers = new TaskCompletionSource();
        _answers.SetResult();

        Assert.Equal(Shards.Count, (await _figures.ReadAsync()).Sums.Customers);
    }

    private async Task<ShardFigures> AskAsync(int shard)
    {
        _asked[shard]++;
        await _answers.Task;
        return new ShardFigures { Sums = new RiskSums { Customers = 1 } };
    }
}
