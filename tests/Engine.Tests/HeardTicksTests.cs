using PreDelinquency.Engine.Internal;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Tests;

public sealed class HeardTicksTests
{
    [Fact]
    public void Without_ticks_nobody_heard_one()
    {
        var heard = HeardTicks.Of([]);

        Assert.Equal((0, 0), (heard.EarliestMs, heard.Of(7, 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_customer_has_the_latest_tick_that_names_it(int seed)
    {
        var random = new Random(seed);
        var log = new List<LogEntry> { LogEntry.Tick(ulong.MaxValue, 1) };
        for (var ms = 2; ms < 40; ms++)
        {
            var from = random.Next(60);
            log.Add(LogEntry.Tick(unchecked((ulong)random.NextInt64()) | 1, ms, from, random.Next(4) == 0 ? int.MaxValue : from + random.Next(30)));
        }

        var heard = HeardTicks.Of(Enumerable.Reverse(log));

        var expected = new List<long>();
        for (var slot = 0; slot < Slots.Count; slot++)
        {
            for (var no = 0; no < 100; no++)
            {
                expected.Add(log.Last(t => (t.TickSlots & (1UL << slot)) != 0 && t.TickFrom <= no && no <= t.TickThrough).TickMs);
                Assert.Equal(expected[^1], heard.Of(slot, no));
            }
        }

        Assert.Equal(expected.Min(), heard.EarliestMs);
    }

    [Fact]
    public void A_range_that_nobody_told_is_as_if_there_was_no_tick()
    {
        var heard = HeardTicks.Of([LogEntry.Tick(ulong.MaxValue, 9, 0, 10), LogEntry.Tick(ulong.MaxValue, 8, 12)]);

        Assert.Equal((9, 0, 8, 0), (heard.Of(3, 10), heard.Of(3, 11), heard.Of(3, 12), heard.EarliestMs));
    }

    [Fact]
    public void No_more_of_the_log_is_read_than_needed()
    {
        Assert.Equal(5, HeardTicks.Of(Ticks()).EarliestMs);

        static IEnumerable<LogEntry> Ticks()
        {
            yield return LogEntry.Tick(ulong.MaxValue, 6, 0, 50);
            yield return LogEntry.Tick(ulong.MaxValue, 5);
            throw new InvalidOperationException("Everybody had heard a later one.");
        }
    }
}
