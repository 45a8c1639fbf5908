using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

/// <summary>A state that cannot be read is made anew from the log, and where that fails only its own customer suffers.</summary>
public sealed class DamagedCustomerTests
{
    private static readonly IReadOnlyList<Transaction> Life = Lives.OfOne;
    private static readonly string Id = Life[0].CustomerId;

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly LocalCluster _cluster;

    public DamagedCustomerTests() => _cluster = new LocalCluster(Models.Nervous, time: _time);

    private MemoryClusterStore Store => _cluster.Store;

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Damages => ["cut short", "of no version"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_state_is_made_anew_from_the_log_and_the_life_goes_on(string damage)
    {
        await _cluster.NewHost(Id).IngestAsync([.. Life.SkipLast(20)], Stop);
        Damage(damage);

        var outcomes = await _cluster.NewHost(Id).IngestAsync([Life[^21], .. Life.TakeLast(20)], Stop);

        Assert.Equal([Applied.Duplicate, .. Enumerable.Repeat(Applied.Accepted, 20)], outcomes.Select(o => o.Applied));
        Assert.Equal(Life, Store.Stored(Id).Log.Select(entry => entry.Transaction));
        Assert.NotEmpty(Store.Stored(Id).Interventions);
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Fact]
    public async Task Questions_are_answered_from_a_state_that_was_made_anew()
    {
        await _cluster.NewHost(Id).PutProfileAsync(new CustomerProfile { Name = "Ada" }, Stop);
        await _cluster.NewHost(Id).IngestAsync(Life, Stop);
        var before = (await _cluster.NewHost(Id).ViewAsync(Stop))!;
        Damage("cut short");

        var after = (await _cluster.NewHost(Id).ViewAsync(Stop))!;

        Assert.Equal(("Ada", before.Assessment.Score), (after.Profile!.Name, after.Assessment.Score));
        Assert.Equal(
            (await _cluster.NewHost(Id).Past.FeaturesAsync(PastMoment.At(Life[^1].Timestamp), Stop))!.Features.Select(BitConverter.DoubleToInt64Bits),
            (await _cluster.NewHost(Id).FeaturesAsync(Stop))!.Features.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public async Task What_ticks_led_to_is_not_done_again()
    {
        await _cluster.NewHost(Id).IngestAsync(Life, Stop);
        var end = Life[^1].Timestamp;
        for (var day = 1; day <= 30; day++)
            await _cluster.NewHost(Id).TickAsync(end.AddDays(day), Stop);
        var (scores, interventions, state) = (Store.Stored(Id).Scores.ToList(), Store.Stored(Id).Interventions.ToList(), Store.Stored(Id).State);
        Assert.True(scores[^1].Point.At > end);
        Damage("cut short");

        await _cluster.NewHost(Id).TickAsync(end.AddDays(30), Stop);

        Assert.Equal(scores, Store.Stored(Id).Scores);
        Assert.Equal(interventions, Store.Stored(Id).Interventions);
        Assert.Equal(Convert.ToHexString(state!), Convert.ToHexString(Store.Stored(Id).State!));
    }

    [Fact]
    public async Task The_number_of_the_next_intervention_lies_above_every_one_that_is_stored()
    {
        await _cluster.NewHost(Id).IngestAsync([.. Life.SkipLast(1)], Stop);
        var given = Store.Stored(Id).Interventions.Count;
        Assert.True(given > 0);
        Damage("cut short");

        // Judged by this model nothing was ever to be done.
        var calm = ModelBundle.Create(Models.Shipped.Trees, Models.Shipped.Document with { Version = "calm", Thresholds = new RiskThresholds(0.97, 0.98, 0.99) }).With(Models.Shipped.Reference);
        _cluster.Models.Current = new ServedModels(calm);
        await _cluster.NewHost(Id).IngestAsync([Life[^1]], Stop);

        Assert.Equal(given, Customer.Read(Id, Store.Stored(Id).State).InterventionCount);
    }

    [Fact]
    public async Task Where_the_log_does_not_lead_to_it_either_its_transactions_wait_with_the_reason_and_nothing_is_written()
    {
        var host = await DamagedForGoodAsync();
        var version = Store.Stored(Id).Version;

        var first = await Assert.ThrowsAsync<ServiceUnavailableException>(() => host.IngestAsync([Life[^1], Life[^2]], Stop).AsTask());
        var second = await Assert.ThrowsAsync<ServiceUnavailableException>(() => host.IngestAsync([Life[^1]], Stop).AsTask());

        Assert.Equal((true, Id, first.Message), (first.IsPermanent, first.CustomerId, second.Message));
        Assert.StartsWith($"The state of customer {Id} is damaged (", first.Message, StringComparison.Ordinal);
        Assert.Contains("its log does not lead to one: The log's transaction ", first.Message, StringComparison.Ordinal);
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
        Assert.Equal(version, Store.Stored(Id).Version);
    }

    [Fact]
    public async Task A_state_without_a_log_is_no_customer()
    {
        await _cluster.NewHost(Id).IngestAsync([.. Life.SkipLast(1)], Stop);
        Store.DamageLog(Id, log => log.Clear());
        Damage("cut short");

        var refused = await Assert.ThrowsAsync<ServiceUnavailableException>(() => _cluster.NewHost(Id).IngestAsync([Life[^1]], Stop).AsTask());

        Assert.EndsWith("its log does not lead to one: The log holds no transaction of the customer.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_who_is_refused_keeps_nobody_else_of_a_batch_waiting()
    {
        await DamagedForGoodAsync();

        var (outcomes, failures) = await _cluster.Front.TryIngestAsync(Lives.OfEight, Stop);

        Assert.Equal([Id], failures.Keys);
        Assert.All(Lives.OfEight.Zip(outcomes).Where(t => t.First.CustomerId != Id), t => Assert.Equal(Applied.Accepted, t.Second.Applied));
        foreach (var other in Lives.OfEight.Where(t => t.CustomerId != Id).GroupBy(t => t.CustomerId))
            Assert.Equal(other, Store.Stored(other.Key).Log.Select(entry => entry.Transaction));
    }

    [Fact]
    public async Task A_profile_that_cannot_be_read_keeps_its_customer_waiting_until_it_is_mended()
    {
        await _cluster.NewHost(Id).IngestAsync([.. Life.SkipLast(1)], Stop);
        Store.DamagedProfiles.Add(Id);
        var host = _cluster.NewHost(Id);

        var refused = await Assert.ThrowsAsync<ServiceUnavailableException>(() => host.IngestAsync([Life[^1]], Stop).AsTask());
        Store.DamagedProfiles.Clear();

        Assert.Equal(($"The profile of customer {Id} cannot be read: it is damaged", true, Id), (refused.Message, refused.IsPermanent, refused.CustomerId));
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
        Assert.Equal([Applied.Accepted], (await host.IngestAsync([Life[^1]], Stop)).Select(o => o.Applied));
    }

    [Fact]
    public async Task Whoever_sends_for_one_who_is_refused_is_asked_for_patience_by_name_and_then_goes_on_without()
    {
        await DamagedForGoodAsync();

        var asked = await Assert.ThrowsAsync<ServiceUnavailableException>(() => _cluster.Service.IngestAsync(Lives.OfEight, [], Stop).AsTask());
        _time.Advance(TimeSpan.FromMinutes(1));
        var outcomes = await _cluster.Service.IngestAsync(Lives.OfEight, [], Stop);

        Assert.Equal((false, Id), (asked.IsPermanent, asked.CustomerId));
        Assert.Contains($"Customer {Id} fails for a reason of its own", asked.Message, StringComparison.Ordinal);
        Assert.All(Lives.OfEight.Zip(outcomes), t => Assert.Equal(t.First.CustomerId == Id ? Applied.TooLate : Applied.Duplicate, t.Second.Applied));
        var letters = await Store.ReadDeadLettersAsync(0, int.MaxValue, Stop);
        Assert.Equal(Life.Count, letters.Count);
        Assert.All(letters, letter => Assert.StartsWith($"The state of customer {Id} is damaged (", letter.Letter.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Questions_about_one_who_is_refused_end_with_an_error_that_is_permanent_and_says_why()
    {
        var host = await DamagedForGoodAsync();

        var refused = await Assert.ThrowsAsync<ServiceUnavailableException>(() => host.AssessAsync(Stop).AsTask());

        Assert.True(refused.IsPermanent);
        Assert.StartsWith($"The state of customer {Id} is damaged (", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_was_mended_is_noticed_with_the_next_call()
    {
        await _cluster.NewHost(Id).IngestAsync([.. Life.SkipLast(1)], Stop);
        var sound = Store.Stored(Id).State!;
        Store.DamageLog(Id, log => log.Clear());
        Damage("cut short");
        var host = _cluster.NewHost(Id);
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => host.AssessAsync(Stop).AsTask());

        Store.Damage(Id, _ => sound);
        var outcomes = await host.IngestAsync([Life[^1]], Stop);

        Assert.Equal([Applied.Accepted], outcomes.Select(o => o.Applied));
    }

    public static TheoryData<string> Writes => ["transactions", "the time", "a profile", "missed payments"];

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_state_of_a_later_version_is_no_damage_and_nothing_is_written_over_it(string what)
    {
        await _cluster.NewHost(Id).IngestAsync([.. Life.SkipLast(1)], Stop);
        Store.Damage(Id, state => [Customer.StateVersion + 1, .. state[1..]]);
        var (later, version, commits) = (Store.Stored(Id).State, Store.Stored(Id).Version, Store.Stored(Id).Commits.Count);

        var refused = await Assert.ThrowsAsync<ServiceUnavailableException>(() => WriteAsync(_cluster.NewHost(Id), what));

        Assert.Equal(($"The stored state of customer {Id} was written by a later version of this program.", false, Id), (refused.Message, refused.IsPermanent, refused.CustomerId));
        Assert.Equal((later, version, commits), (Store.Stored(Id).State, Store.Stored(Id).Version, Store.Stored(Id).Commits.Count));
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Who_remembers_a_customer_from_before_a_later_version_wrote_writes_nothing_over_it(string what)
    {
        var old = _cluster.NewHost(Id);
        await old.IngestAsync([.. Life.SkipLast(1)], Stop);
        await _cluster.NewHost(Id).PutProfileAsync(new CustomerProfile { Name = "Ada" }, Stop);
        Store.Damage(Id, state => [Customer.StateVersion + 1, .. state[1..]]);
        var (later, version) = (Store.Stored(Id).State, Store.Stored(Id).Version);

        await Assert.ThrowsAsync<StateConflictException>(() => WriteAsync(old, what));
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => WriteAsync(old, what));

        Assert.Equal((later, version), (Store.Stored(Id).State, Store.Stored(Id).Version));
    }

    [Fact]
    public async Task Who_waits_for_a_later_version_goes_on_where_that_runs()
    {
        await _cluster.NewHost(Id).IngestAsync([.. Life.SkipLast(1)], Stop);
        Store.Damage(Id, state => [Customer.StateVersion + 1, .. state[1..]]);
        var old = _cluster.NewHost(Id);
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => WriteAsync(old, "transactions"));

        Store.Damage(Id, state => [Customer.StateVersion, .. state[1..]]);
        await WriteAsync(old, "transactions");

        Assert.Equal(Life, Store.Stored(Id).Log.Select(entry => entry.Transaction));
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_profile_that_only_a_later_version_reads_lets_its_customer_wait_too(string what)
    {
        await _cluster.NewHost(Id).IngestAsync([.. Life.SkipLast(1)], Stop);
        Store.OfLaterVersion.Add(Id);
        var version = Store.Stored(Id).Version;

        var refused = await Assert.ThrowsAsync<ServiceUnavailableException>(() => WriteAsync(_cluster.NewHost(Id), what));

        Assert.Equal(($"The stored profile of customer {Id} was written by a later version of this program.", false), (refused.Message, refused.IsPermanent));
        Assert.Equal(version, Store.Stored(Id).Version);
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
    }

    [Fact]
    public async Task A_store_that_does_not_work_decides_nothing()
    {
        await _cluster.NewHost(Id).IngestAsync([.. Life.SkipLast(1)], Stop);
        Damage("cut short");
        var host = _cluster.NewHost(Id);
        Store.Before = call => call.Kind == StoreCallKind.ReadHistory ? throw new StoreException("a cable was pulled") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(() => host.IngestAsync([Life[^1]], Stop).AsTask());
        Store.Before = static _ => Task.CompletedTask;

        await host.IngestAsync([Life[^1]], Stop);

        Assert.Equal(Life, Store.Stored(Id).Log.Select(entry => entry.Transaction));
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    /// <summary>A host of a customer whose state cannot be read and whose log, all but the last transaction, has lost its order.</summary>
    private async Task<CustomerHost> DamagedForGoodAsync()
    {
        await _cluster.NewHost(Id).IngestAsync([.. Life.SkipLast(1)], Stop);
        Store.DamageLog(Id, log => log.Reverse());
        Damage("of no version");
        return _cluster.NewHost(Id);
    }

    private async Task WriteAsync(CustomerHost host, string what)
    {
        switch (what)
        {
            case "transactions":
                await host.IngestAsync([Life[^1]], Stop);
                break;
            case "the time":
                await host.TickAsync(Life[^1].Timestamp.AddDays(1), Stop);
                break;
            case "a profile":
                await host.PutProfileAsync(new CustomerProfile { Name = "Bob" }, Stop);
                break;
            default:
                await host.NoteMissedPaymentsAsync([new MissedPayment(Id, Category.Rent, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 5), new Money(1))], Stop);
                break;
        }
    }

    private void Damage(string damage) => Store.Damage(Id, state => damage == "cut short" ? state[..^3] : [0, .. state[1..]]);
}
