using PreDelinquency.Gateway.Live;

namespace PreDelinquency.Gateway.Tests.Live;

public sealed class RecentItemsTests
{
    [Fact]
    public void Everything_above_the_floor_is_there_and_nothing_below()
    {
        var items = new RecentItems<string>(3, 10);
        foreach (var number in (long[])[12, 13, 17, 20])
            items.Add(number, $"{number}");
        var found = new (long Number, string Item)[8];

        Assert.Equal((12, 20, 3), (items.Floor, items.Latest, items.Count));
        Assert.Equal(3, items.CopyAfter(12, found));
        Assert.Equal([13, 17, 20], found.Take(3).Select(f => f.Number));
        Assert.Equal(2, items.CopyAfter(14, found));
        Assert.Equal(0, items.CopyAfter(20, found));
        Assert.Equal(1, items.CopyAfter(12, found.AsSpan(0, 1)));
    }

    [Fact]
    public void What_is_not_newer_is_not_added_again()
    {
        var items = new RecentItems<string>(3, 10);
        items.Add(10, "old");
        items.Add(11, "new");
        items.Add(11, "again");

        Assert.Equal(1, items.Count);
    }

    [Fact]
    public void A_raised_floor_hides_nothing_that_comes_later()
    {
        var items = new RecentItems<string>(3, 0);
        items.RaiseFloor(5);
        items.Add(6, "six");
        var found = new (long Number, string Item)[1];

        Assert.Equal((5, 6), (items.Floor, items.Latest));
        Assert.Equal(1, items.CopyAfter(5, found));
    }
}
