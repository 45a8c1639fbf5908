using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Tests.Hosts;

/// <summary>A customer that throws, whose state can be read.</summary>
public sealed class FailingStateTests
{
    /// <summary>Where a state has the minutes of its latest event's offset from UTC.</summary>
    private const int OffsetPlace = 99;

    private static readonly IReadOnlyList<Transaction> Life = Lives.OfOne;
    private static readonly string Id = Life[0].CustomerId;

    private readonly LocalCluster _cluster = new(Models.Nervous);
    private int _rebuilds;

    public FailingStateTests() => Store.Before = call =>
    {
        _rebuilds += call.Kind == StoreCallKind.ReadHistory ? 1 : 0;
        return Task.CompletedTask;
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private MemoryClusterStore Store => _cluster.Store;

    [Fact]
    public async Task It_is_made_anew_from_the_log_and_the_call_is_made_once_more()
    {
        await _cluster.NewHost(Id).IngestAsync(Life, Stop);
        var sound = Customer.Read(Id, Store.Stored(Id).State);
        sound.Tick(DateTimeOffset.MinValue, Models.Nervous, new CustomerEffects());
        Assert.True(Life[^1].Timestamp.Offset >= TimeSpan.Zero);
        Store.Damage(Id, WestOfUtc);

        // No place west of UTC has such a moment.
        await _cluster.NewHost(Id).TickAsync(DateTimeOffset.MinValue, Stop);

        Assert.True(_rebuilds > 0);
        Assert.Equal(Convert.ToHexString(Replayed.StateOf(sound)), Convert.ToHexString(Store.Stored(Id).State!));
    }

    [Fact]
    public async Task Where_the_log_does_not_lead_to_a_customer_it_is_refused_by_name()
    {
        await _cluster.NewHost(Id).IngestAsync(Life, Stop);
        Store.Damage(Id, WestOfUtc);
        Store.DamageLog(Id, log => log.Clear());

        var refused = await Assert.ThrowsAsync<ServiceUnavailableException>(() => _cluster.NewHost(Id).TickAsync(DateTimeOffset.MinValue, Stop).AsTask());

        Assert.Equal((true, Id), (refused.IsPermanent, refused.CustomerId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task A_call_that_no_state_can_take_is_refused_after_one_more_attempt_and_changes_nothing(int known)
    {
        var host = _cluster.NewHost(Id);
        if (known > 0)
            await host.IngestAsync([.. Life.Take(known)], Stop);
        var version = known > 0 ? Store.Stored(Id).Version : 0;

        await Assert.ThrowsAsync<InvalidDataException>(() => host.IngestAsync([null!], Stop).AsTask());
        var rebuilds = _rebuilds;
        await Assert.ThrowsAsync<InvalidDataException>(() => host.IngestAsync([null!], Stop).AsTask());

        // The log is read once, and not for each attempt.
        Assert.Equal((known > 0, rebuilds), (rebuilds > 0, _rebuilds));
        var outcomes = await host.IngestAsync([.. Life.Skip(known)], Stop);
        Assert.All(outcomes, outcome => Assert.Equal(Applied.Accepted, outcome.Applied));
        Assert.Equal(version + 1, Store.Stored(Id).Version);
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Fact]
    public async Task A_question_about_the_past_that_the_log_does_not_answer_is_refused_by_name()
    {
        await _cluster.NewHost(Id).IngestAsync(Life, Stop);
        Store.DamageLog(Id, log => log.Insert(4, log[3]));

        var refused = await Assert.ThrowsAsync<ServiceUnavailableException>(() => _cluster.NewHost(Id).Past.FeaturesAsync(PastMoment.At(Life[^1].Timestamp), Stop).AsTask());

        Assert.Equal((true, Id), (refused.IsPermanent, refused.CustomerId));
    }

    [Fact]
    public async Task One_who_fails_as_nobody_foresaw_is_left_out_of_a_list_by_name()
    {
        var other = Lives.OfEight.First(t => t.CustomerId != Id).CustomerId;
        await _cluster.Front.IngestAsync(Lives.OfEight, Stop);
        _cluster.DeactivateAll();
        Store.Damage(Id, state => state[..^1]);
        Store.Before = call => call.CustomerId == Id ? throw new ArgumentOutOfRangeException(nameof(call), "no such day") : Task.CompletedTask;

        var answers = await _cluster.Service.AssessAsync([Id, other], Stop);

        Assert.StartsWith($"Customer {Id} cannot be assessed: ArgumentOutOfRangeException.", answers[0].Unavailable, StringComparison.Ordinal);
        Assert.NotNull(answers[1].Assessment);
    }

    private static byte[] WestOfUtc(byte[] state) => [.. state[..OffsetPlace], .. BitConverter.GetBytes(-60), .. state[(OffsetPlace + 4)..]];
}
