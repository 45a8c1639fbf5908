using Orleans.Storage;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Grains.Tests.Providers;

/// <summary>The statements of component orleans that keep the states of grains, through the provider that uses them.</summary>
public sealed class StateTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private const string Type = "kept";

    public static TheoryData<string> Keys => ["text", "0123456789abcdef0123456789abcdef", "2a", "0123456789abcdef0123456789abcdef+more", "2a+more"];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_state_is_read_as_it_was_written(string key)
    {
        using var host = await StartAsync();
        var storage = await host.StorageAsync(ProviderHost.Deleting);
        var id = GrainId.Create("grain", key);
        var (written, read, other) = (new GrainState<Note>(new Note { Text = "a" }), new GrainState<Note>(new Note()), new GrainState<Note>(new Note()));

        await storage.WriteStateAsync(Type, id, written, Stop);
        written.State = new Note { Text = "b" };
        await storage.WriteStateAsync(Type, id, written, Stop);
        await storage.ReadStateAsync(Type, id, read, Stop);
        await storage.ReadStateAsync(Type, GrainId.Create("grain", key + "1"), other, Stop);

        Assert.Equal(("b", true, written.ETag), (read.State!.Text, read.RecordExists, read.ETag));
        Assert.False(other.RecordExists);
    }

    [Fact]
    public async Task Only_who_read_the_latest_writes_or_clears()
    {
        using var host = await StartAsync();
        foreach (var name in new[] { ProviderHost.Deleting, ProviderHost.Keeping })
        {
            var storage = await host.StorageAsync(name);
            var id = GrainId.Create("grain", name);
            var (one, other, late) = (new GrainState<Note>(new Note { Text = "a" }), new GrainState<Note>(new Note()), new GrainState<Note>(new Note()));
            await storage.WriteStateAsync(Type, id, one, Stop);
            await storage.ReadStateAsync(Type, id, other, Stop);
            await storage.WriteStateAsync(Type, id, other, Stop);

            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(Type, id, one, Stop));
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(Type, id, late, Stop));
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync(Type, id, one, Stop));
            await storage.ClearStateAsync(Type, id, other, Stop);
        }
    }

    [Theory]
    [InlineData(ProviderHost.Deleting)]
    [InlineData(ProviderHost.Keeping)]
    public async Task A_state_that_was_cleared_is_gone_and_can_be_written_anew_but_not_by_who_knew_the_old_one(string name)
    {
        using var host = await StartAsync();
        var storage = await host.StorageAsync(name);
        var id = GrainId.Create("grain", "cleared");
        var (state, old, again) = (new GrainState<Note>(new Note { Text = "a" }), new GrainState<Note>(new Note()), new GrainState<Note>(new Note()));
        await storage.WriteStateAsync(Type, id, state, Stop);
        await storage.ReadStateAsync(Type, id, old, Stop);

        await storage.ClearStateAsync(Type, id, state, Stop);
        await storage.ReadStateAsync(Type, id, again, Stop);
        Assert.Equal((false, ""), (again.RecordExists, again.State!.Text));
        await storage.WriteStateAsync(Type, id, again, Stop);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync(Type, id, old, Stop));
    }

    [Fact]
    public async Task Of_many_first_writers_one_succeeds()
    {
        using var host = await StartAsync();
        var storage = await host.StorageAsync(ProviderHost.Deleting);
        var id = GrainId.Create("grain", "raced");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await storage.WriteStateAsync(Type, id, new GrainState<Note>(new Note { Text = $"{i}" }), Stop);
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }));

        Assert.Single(outcomes, true);
    }

    private Task<ProviderHost> StartAsync() => ProviderHost.StartAsync(OrleansDatabase.Create(postgres), "states");

    [GenerateSerializer, Alias("predelinquency.tests.note")]
    public sealed class Note
    {
        [Id(0)]
        public string Text { get; set; } = "";
    }
}
