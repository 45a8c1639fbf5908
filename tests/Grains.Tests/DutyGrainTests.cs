using PreDelinquency.Grains.Contacts;

namespace PreDelinquency.Grains.Tests;

/// <summary>What one of several processes sees to.</summary>
public sealed class DutyGrainTests
{
    [Fact]
    public async Task One_has_the_duty_for_as_long_as_it_asks_and_another_after_that()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        var duty = new DutyGrain(time);

        Assert.Equal((true, false), (await duty.HoldAsync("left"), await duty.HoldAsync("right")));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await duty.HoldAsync("left"));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.False(await duty.HoldAsync("right"));
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((true, false), (await duty.HoldAsync("right"), await duty.HoldAsync("left")));
    }
}
