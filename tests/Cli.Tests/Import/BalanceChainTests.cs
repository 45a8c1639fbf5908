using PreDelinquency.Cli.Import;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cli.Tests.Import;

public sealed class BalanceChainTests
{
    [Fact]
    public void A_shuffled_day_comes_back_in_order_whether_or_not_the_balance_before_is_known()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 500; trial++)
        {
            var amounts = Enumerable.Range(0, random.Next(2, 9)).Select(_ => random.Next(-5000, 5000) / 7m).Select(a => decimal.Round(a, 2)).ToArray();
            var balance = 1000m;
            var rows = amounts.Select(a => (Money.FromDecimal(a), Money.FromDecimal(balance += a))).ToArray();
            var shuffled = rows.OrderBy(_ => random.Next()).ToArray();
            Assert.Equal(rows, BalanceChain.Find(shuffled, Money.FromDecimal(1000m)).Select(i => shuffled[i]));
            var guessed = BalanceChain.Find(shuffled, null).Select(i => shuffled[i]).ToArray();
            Assert.All(guessed.Zip(guessed.Skip(1)), pair => Assert.Equal(pair.Second.Item2, pair.First.Item2 + pair.Second.Item1));
        }
    }

    [Fact]
    public void Rows_that_do_not_chain_keep_the_order_of_the_file()
    {
        var rows = new[] { 10m, 20m, 30m }.Select(v => (Money.FromDecimal(1), Money.FromDecimal(v))).ToArray();
        Assert.Equal([0, 1, 2], BalanceChain.Find(rows, Money.FromDecimal(500)));
    }

    [Fact]
    public void A_long_day_without_a_chain_ends_in_time()
    {
        var random = new Random(4);
        var rows = Enumerable.Range(0, 300).Select(_ => (Money.FromDecimal(random.Next(1, 100)), Money.FromDecimal(random.Next(1_000_000)))).ToArray();
        Assert.Equal(Enumerable.Range(0, 300), BalanceChain.Find(rows, null).Order());
    }
}
