using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Grains.Tests.Providers;

/// <summary>The statements of component orleans that keep reminders, through the provider that uses them.</summary>
public sealed class ReminderTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_reminder_is_read_as_it_was_written()
    {
        using var host = await StartAsync();
        var entry = Entry("one", "daily", TimeSpan.FromDays(40));

        var tag = await host.Reminders.UpsertRow(entry, Stop);

        var read = await host.Reminders.ReadRow(entry.GrainId, "daily", Stop);
        Assert.Equal((entry.GrainId, "daily", Noon, TimeSpan.FromDays(40), tag), (read!.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Null(await host.Reminders.ReadRow(entry.GrainId, "weekly", Stop));
        Assert.Null(await host.Reminders.ReadRow(Entry("other", "daily").GrainId, "daily", Stop));
    }

    [Fact]
    public async Task One_that_is_written_again_is_changed_and_has_a_tag_that_never_was()
    {
        using var host = await StartAsync();
        var first = await host.Reminders.UpsertRow(Entry("one", "daily"), Stop);
        var second = await host.Reminders.UpsertRow(Entry("one", "daily", TimeSpan.FromHours(3)), Stop);
        Assert.True(await host.Reminders.RemoveRow(Entry("one", "daily").GrainId, "daily", second!, Stop));
        var third = await host.Reminders.UpsertRow(Entry("one", "daily"), Stop);

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.Equal(TimeSpan.FromHours(1), Assert.Single((await host.Reminders.ReadRows(Entry("one", "daily").GrainId, Stop)).Reminders).Period);
    }

    [Fact]
    public async Task Only_who_knows_the_tag_removes()
    {
        using var host = await StartAsync();
        var grain = Entry("one", "daily").GrainId;
        var first = await host.Reminders.UpsertRow(Entry("one", "daily"), Stop);
        var second = await host.Reminders.UpsertRow(Entry("one", "daily"), Stop);

        Assert.False(await host.Reminders.RemoveRow(grain, "daily", first!, Stop));
        Assert.NotNull(await host.Reminders.ReadRow(grain, "daily", Stop));
        Assert.True(await host.Reminders.RemoveRow(grain, "daily", second!, Stop));
        Assert.False(await host.Reminders.RemoveRow(grain, "daily", second!, Stop));
    }

    [Fact]
    public async Task Ranges_of_the_ring_begin_after_their_first_place_and_may_go_past_its_end()
    {
        using var host = await StartAsync();
        var entries = Enumerable.Range(0, 40).Select(i => Entry($"grain{i}", "daily")).ToList();
        foreach (var entry in entries)
            await host.Reminders.UpsertRow(entry, Stop);
        uint[] places = [.. entries.Select(e => e.GrainId.GetUniformHashCode()).Order()];

        // Among them are some whose place, read as a signed number, is negative.
        Assert.Contains(places, place => place > int.MaxValue);
        Assert.Contains(places, place => place <= int.MaxValue);
        (uint, uint)[] ranges =
        [
            (places[3], places[30]), (places[30], places[3]), (0, places[5]), (places[35], uint.MaxValue), (places[5], places[5]),
            (0x7FFF_FFFF, 0x8000_0000), (0x8000_0000, 0x7FFF_FFFF), (places[0], places[^1]), (places[^1], places[0]), (0, 0),
        ];
        foreach (var (begin, end) in ranges)
        {
            var expected = entries.Where(e => IsIn(e.GrainId.GetUniformHashCode(), begin, end)).Select(e => e.GrainId.ToString()).Order(StringComparer.Ordinal);
            Assert.Equal(expected, (await host.Reminders.ReadRows(begin, end, Stop)).Reminders.Select(r => r.GrainId.ToString()).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task All_reminders_of_a_service_are_removed_and_those_of_another_stay()
    {
        var database = OrleansDatabase.Create(postgres);
        using var one = await ProviderHost.StartAsync(database, "one");
        using var other = await ProviderHost.StartAsync(database, "other");
        await one.Reminders.UpsertRow(Entry("one", "daily"), Stop);
        await one.Reminders.UpsertRow(Entry("one", "weekly"), Stop);
        await other.Reminders.UpsertRow(Entry("one", "daily"), Stop);
        Assert.Equal(2, (await one.Reminders.ReadRows(Entry("one", "daily").GrainId, Stop)).Reminders.Count);

        await one.Reminders.TestOnlyClearTable(Stop);

        Assert.Empty((await one.Reminders.ReadRows(0, 0, Stop)).Reminders);
        Assert.Single((await other.Reminders.ReadRows(0, 0, Stop)).Reminders);
    }

    private Task<ProviderHost> StartAsync() => ProviderHost.StartAsync(OrleansDatabase.Create(postgres), "reminders");

    private static bool IsIn(uint place, uint begin, uint end) => begin < end ? place > begin && place <= end : place > begin || place <= end;

    private static ReminderEntry Entry(string key, string name, TimeSpan? period = null) => new()
    {
        GrainId = GrainId.Create("tick", key),
        ReminderName = name,
        StartAt = Noon,
        Period = period ?? TimeSpan.FromHours(1),
    };
}
