using PreDelinquency.Grains.Consumers;

namespace PreDelinquency.Grains.Tests;

/// <summary>What silos have left to read.</summary>
public sealed class ConsumerGrainTests
{
    [Fact]
    public async Task It_is_the_sum_of_what_each_told_last_while_that_is_fresh()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        var consumer = new ConsumerGrain(time);

        Assert.Null(await consumer.LagAsync());
        await consumer.ReportAsync("left", 7);
        await consumer.ReportAsync("right", 100);
        await consumer.ReportAsync("left", 40);
        Assert.Equal(140, await consumer.LagAsync());

        time.Advance(TimeSpan.FromSeconds(20));
        await consumer.ReportAsync("left", 30);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(30, await consumer.LagAsync());

        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(await consumer.LagAsync());
    }
}
