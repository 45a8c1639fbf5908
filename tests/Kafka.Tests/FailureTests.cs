using System.Text;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Kafka.Tests;

/// <summary>Customers and stores that fail for reasons that do not pass by themselves.</summary>
public sealed class FailureTests : MockedKafkaTests
{
    public static TheoryData<Exception> FaultsOfOne =>
        [new NotSupportedException("no such thing"), new StoreException("no such thing") { IsPermanent = true }, new ServiceUnavailableException("no such thing") { IsPermanent = true }];

    [Theory]
    [MemberData(nameof(FaultsOfOne), DisableDiscoveryEnumeration = true)]
    public async Task One_customer_that_fails_for_a_reason_of_its_own_has_dead_letters_and_keeps_nobody_waiting(Exception fault)
    {
        var one = Life[0].CustomerId;
        Store.Before = call => call.Kind == StoreCallKind.Commit && call.CustomerId == one ? throw fault : Task.CompletedTask;
        await WriteAsync(Life);
        await using var reading = Read(Options with { CustomerPatience = TimeSpan.Zero });

        await AllCommittedAsync();

        Assert.False(reading.Ended.IsCompleted);
        foreach (var other in Life.Where(t => t.CustomerId != one).GroupBy(t => t.CustomerId))
            Assert.Equal(other, Store.Stored(other.Key).Log.Select(entry => entry.Transaction));
        var own = Life.Where(t => t.CustomerId == one).Select(t => Encoding.UTF8.GetString(Feed.Written(t))).Order(StringComparer.Ordinal).ToList();
        var kept = (await Store.ReadDeadLettersAsync(0, int.MaxValue, Stop)).Select(l => l.Letter).ToList();
        Assert.Equal(own, kept.Select(l => l.Document).Order(StringComparer.Ordinal));
        Assert.All(kept, letter => Assert.Contains("no such thing", letter.Error, StringComparison.Ordinal));
        var sent = Topic.Read(Topics.DeadLetters, MockKafka.Partitions, own.Count);
        Assert.Equal(own, sent.Select(m => Encoding.UTF8.GetString(m.Message.Value)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_every_customer_fails_few_are_given_up_and_all_others_wait_until_it_is_mended()
    {
        IReadOnlyList<Transaction> all = [.. Lives.Of(seed: 9, customers: 2 * FailingCustomers.MostGivenUp, months: 1)];
        var failures = 0;
        Store.Before = call => call.Kind == StoreCallKind.Commit && Interlocked.Increment(ref failures) > 0 ? throw new NotSupportedException("no such thing") : Task.CompletedTask;
        await WriteAsync(all);
        await using var reading = Read(Options with { CustomerPatience = TimeSpan.Zero });

        await Eventually.HoldsAsync(async () => (await GivenUpAsync()).Count == FailingCustomers.MostGivenUp);
        var sofar = failures;
        await Eventually.HoldsAsync(() => failures > sofar + 1000);
        Assert.Equal(FailingCustomers.MostGivenUp, (await GivenUpAsync()).Count);
        Assert.StartsWith("More than 100 customers fail", reading.Consumer.Problem, StringComparison.Ordinal);
        Store.Before = _ => Task.CompletedTask;
        await AllCommittedAsync();

        var givenUp = await GivenUpAsync();
        foreach (var customer in all.GroupBy(t => t.CustomerId).Where(customer => !givenUp.Contains(customer.Key)))
            Assert.Equal(customer, Store.Stored(customer.Key).Log.Select(entry => entry.Transaction));
    }

    [Fact]
    public async Task A_customer_whom_a_later_version_of_the_program_wrote_waits_for_it_however_long_and_nothing_becomes_a_dead_letter()
    {
        var one = Life[0].CustomerId;
        var (first, rest) = (Life.TakeWhile(t => t.CustomerId == one).ToList(), Life.SkipWhile(t => t.CustomerId == one).ToList());
        await Cluster.Front.IngestAsync(first, Stop);
        Cluster.DeactivateAll();
        Store.Damage(one, state => [Domain.Customer.StateVersion + 1, .. state[1..]]);
        var loads = 0;
        Store.Before = call =>
        {
            if (call.Kind == StoreCallKind.Load && call.CustomerId == one && Interlocked.Increment(ref loads) == 5)
                Store.Damage(one, state => [Domain.Customer.StateVersion, .. state[1..]]);
            return Task.CompletedTask;
        };
        await WriteAsync(rest);
        await using var reading = Read(Options with { CustomerPatience = TimeSpan.Zero });

        await AllTakenAsync();

        HasEverythingOnce();
        Assert.True(loads >= 5);
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
        Assert.Equal(0, (await Store.ReadTotalsAsync(Stop)).Duplicates);
    }

    [Fact]
    public async Task A_customer_that_cannot_be_read_and_is_mended_within_the_patience_makes_no_dead_letters()
    {
        var one = Life[0].CustomerId;
        List<Transaction> first = [.. Life.Where(t => t.CustomerId == one).Take(20)];
        await Cluster.Front.IngestAsync(first, Stop);
        Cluster.DeactivateAll();
        var sound = Store.Stored(one).State!;
        Store.Damage(one, state => state[..^3]);
        Store.DamageLog(one, log => log.Reverse());
        var loads = 0;
        Store.Before = call =>
        {
            if (call.Kind == StoreCallKind.Load && call.CustomerId == one && Interlocked.Increment(ref loads) == 5)
            {
                Store.Damage(one, _ => sound);
                Store.DamageLog(one, log => log.Reverse());
            }

            return Task.CompletedTask;
        };
        await WriteAsync([.. Life.Except(first)]);
        await using var reading = Read();

        await AllTakenAsync();

        HasEverythingOnce();
        Assert.True(loads >= 5);
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
    }

    [Fact]
    public async Task What_passes_within_the_patience_for_one_customer_makes_no_dead_letters()
    {
        var (one, left) = (Life[0].CustomerId, 3);
        Store.Before = call => call.Kind == StoreCallKind.Commit && call.CustomerId == one && Interlocked.Decrement(ref left) >= 0 ? throw new NotSupportedException("no such thing") : Task.CompletedTask;
        await WriteAsync(Life);
        await using var reading = Read();

        await AllCommittedAsync();

        HasEverythingOnce();
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
    }

    [Fact]
    public async Task A_store_that_fails_in_a_way_that_nobody_foresaw_is_tried_again_and_ends_nothing()
    {
        var left = 3;
        Store.Before = call => call.Kind == StoreCallKind.Bury && Interlocked.Decrement(ref left) >= 0 ? throw new NotSupportedException("no such thing") : Task.CompletedTask;
        await Topic.WriteAsync(Topics.Transactions, [("somebody", "no transaction"u8.ToArray())]);
        await WriteAsync(Life);
        await using var reading = Read();

        await AllCommittedAsync();

        Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop));
        HasEverythingOnce();
    }

    private async Task<HashSet<string>> GivenUpAsync() => [.. (await Store.ReadDeadLettersAsync(0, int.MaxValue, Stop)).Select(l => CustomerOf(l.Letter))];

    private static string CustomerOf(DeadLetter letter)
    {
        Assert.True(TransactionJson.TryRead(Encoding.UTF8.GetBytes(letter.Document), DateTimeOffset.MaxValue, out var transaction, out _));
        return transaction!.CustomerId;
    }
}
