using FsCheck;
using FsCheck.Fluent;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Tests;

public sealed class LifeTests
{
    private static readonly Config Quiet = Config.QuickThrowOnFailure.WithMaxTest(60);

    [Fact]
    public void Balance_changes_exactly_by_the_amounts_that_moved_in_every_life() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(ulong Seed, ushort Index)>(),
            who =>
            {
                var lived = Lived.For(300, who.Seed, who.Index);
                Money? balance = null;
                foreach (var t in lived.Transactions)
                {
                    var moved = t.Status != TransactionStatus.Completed ? Money.Zero : t.Direction == Direction.Credit ? t.Amount : -t.Amount;
                    if (balance is { } before)
                        Assert.Equal(before + moved, t.BalanceAfter);
                    balance = t.BalanceAfter;
                }

                Assert.Equal(lived.Life.Balance, balance);
            }).Check(Quiet);

    [Fact]
    public void A_days_transactions_lie_on_that_local_day_in_rising_order() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(ulong Seed, ushort Index)>(),
            who =>
            {
                var life = new Population(new PopulationOptions { Seed = who.Seed, Customers = 999_999 }).CreateLife(who.Index);
                var last = DateTimeOffset.MinValue;
                for (var day = 0; day < 330; day++)
                {
                    var today = life.Today;
                    var transactions = new List<Transaction>();
                    life.LiveDay(transactions, []);
                    Assert.Equal(today.AddDays(1), life.Today);
                    foreach (var t in transactions)
                    {
                        Assert.Equal(today, DateOnly.FromDateTime(t.Timestamp.DateTime));
                        Assert.True(t.Timestamp > last);
                        last = t.Timestamp;
                    }
                }
            }).Check(Quiet);

    [Fact]
    public void Offsets_are_those_of_the_customers_time_zone_also_when_clocks_change()
    {
        for (var index = 0; index < 40; index++)
        {
            var lived = Lived.For(365, index: index);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(lived.Life.Profile.TimeZone!);

            // Clocks change before three in the morning; the simulation moves them once that hour is past.
            foreach (var t in lived.Transactions.Where(t => t.Timestamp.Hour >= 3))
                Assert.Equal(zone.GetUtcOffset(t.Timestamp), t.Timestamp.Offset);
        }
    }

    [Fact]
    public void A_copy_goes_the_same_way_and_leaves_the_original_alone()
    {
        for (var index = 0; index < 30; index++)
        {
            var life = Lived.For(120, index: index).Life;
            var copied = Lived.On(life.Copy(), 90);
            var original = Lived.On(life, 90);
            Assert.Equal(original.Transactions, copied.Transactions);
            Assert.Equal(original.Missed, copied.Missed);
        }
    }

    [Fact]
    public void A_fork_shares_the_past_and_draws_its_own_future()
    {
        var life = Lived.For(120).Life;
        var one = Lived.On(life.Fork(1), 60);
        var same = Lived.On(life.Fork(1), 60);
        var other = Lived.On(life.Fork(2), 60);
        Assert.Equal(one.Transactions, same.Transactions);
        Assert.NotEqual(one.Transactions, other.Transactions);
        Assert.Equal(life.Today.AddDays(60), one.Life.Today);
        Assert.Equal(120, life.Today.DayNumber - new PopulationOptions().Start.DayNumber);
    }

    [Fact]
    public void A_fork_knows_what_is_agreed_and_not_how_long_trouble_will_last()
    {
        var (open, agreed) = (0, 0);
        for (var index = 0; index < 200; index++)
        {
            var life = new Population(new PopulationOptions { Seed = 3 }).CreateLife(index);
            List<Episode> Futures(Func<Life, IReadOnlyList<Episode>> running) => [.. Enumerable.Range(0, 60).Select(k => running(life.Fork((ulong)k))[0])];
            if (life.CurrentCauses is [{ Kind: EpisodeKind.JobLoss or EpisodeKind.HoursCut or EpisodeKind.Gambling } cause, ..])
            {
                var futures = Futures(f => f.CurrentCauses);
                Assert.All(futures, e => Assert.Equal(cause with { End = e.End }, e));
                Assert.All(futures, e => Assert.True(e.End >= life.Today.AddDays(-1), $"{e} was over before {life.Today}"));
                Assert.True(futures.Select(e => e.End).Distinct().Count() > 20, $"all futures end {cause} alike");
                open++;
            }

            if (life.LookAlikes is [{ Kind: EpisodeKind.Holiday or EpisodeKind.NewJobGap } plan, ..])
            {
                Assert.All(Futures(f => f.LookAlikes), e => Assert.Equal(plan, e));
                agreed++;
            }
        }

        Assert.True(open > 3 && agreed > 3, $"{open} open troubles and {agreed} plans were looked at");
    }

    [Fact]
    public void An_unseen_day_is_the_same_day()
    {
        for (var index = 0; index < 60; index++)
        {
            var seen = Lived.For(365, index: index);
            var unseen = new Population(new PopulationOptions()).CreateLife(index);
            var missed = new List<MissedPayment>();
            for (var day = 0; day < 365; day++)
                unseen.LiveDayUnseen(missed);
            Assert.Equal(seen.Missed, missed);
            Assert.Equal(seen.Life.Balance, unseen.Balance);
        }
    }

    [Fact]
    public void A_life_goes_on_for_years()
    {
        for (var index = 0; index < 20; index++)
        {
            var lived = Lived.For(365 * 6, index: index);
            var last = lived.Transactions.Count(t => t.Timestamp.Year == 2030);
            Assert.InRange(last, 50, 2500);
        }
    }

    [Fact]
    public void About_fifty_transactions_happen_per_month()
    {
        var perMonth = Enumerable.Range(0, 200).Average(i => Lived.For(360, index: i).Transactions.Count / 12.0);
        Assert.InRange(perMonth, 42, 58);
    }
}
