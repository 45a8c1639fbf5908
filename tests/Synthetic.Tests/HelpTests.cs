using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Tests;

public sealed class HelpTests
{
    private static readonly Population People = new(new PopulationOptions { Customers = 400, Seed = 5 });

    [Theory]
    [InlineData(Help.Reminder)]
    [InlineData(Help.DueDateMoved)]
    [InlineData(Help.PaymentsLowered)]
    public void Help_changes_some_lives_and_no_life_before_it(Help help)
    {
        var changed = 0;
        for (var index = 0; index < 60; index++)
        {
            var life = People.CreateLife(index);
            var helped = life.Copy();
            Assert.Equal(Days(life, 10), Days(helped, 10));
            helped.Receive(help);
            if (!Days(life, 45).SequenceEqual(Days(helped, 45)))
                changed++;
        }

        Assert.InRange(changed, 1, 60);
    }

    [Fact]
    public void Lowered_payments_ask_for_half_of_an_instalment()
    {
        var halved = 0;
        for (var index = 0; index < 200; index++)
        {
            var life = People.CreateLife(index);
            var helped = life.Copy();
            helped.Receive(Help.PaymentsLowered);
            var usual = Days(life, 35).FirstOrDefault(IsInstalment);
            if (usual is null || Days(helped, 35).FirstOrDefault(IsInstalment) is not { } lowered || lowered.Merchant != usual.Merchant || lowered.DueDate != usual.DueDate)
                continue;
            Assert.Equal(usual.Amount.ToDecimal() / 2, lowered.Amount.ToDecimal(), 1);
            halved++;
        }

        Assert.True(halved > 10, $"{halved} lives had an instalment.");

        static bool IsInstalment(Transaction t) => t is { Category: Category.LoanPayment, Status: TransactionStatus.Completed, DueDate: not null };
    }

    [Fact]
    public void A_moved_due_date_is_later_and_nothing_is_claimed_twice()
    {
        var moved = 0;
        for (var index = 0; index < 200; index++)
        {
            var life = People.CreateLife(index);
            var helped = life.Copy();
            helped.Receive(Help.DueDateMoved);
            var (before, after) = (DueDates(life), DueDates(helped));
            foreach (var (merchant, dates) in before)
            {
                if (!after.TryGetValue(merchant, out var now))
                    continue;
                Assert.True(now.Count <= dates.Count + 1);
                if (now[0] > dates[0])
                    moved++;
            }
        }

        Assert.True(moved > 20, $"{moved} due dates moved.");

        static Dictionary<string, List<DateOnly>> DueDates(Life life) => Days(life, 60)
            .Where(t => t.DueDate is not null && t.Status == TransactionStatus.Completed)
            .GroupBy(t => t.Merchant!)
            .ToDictionary(own => own.Key, own => own.Select(t => t.DueDate!.Value).Distinct().Order().ToList());
    }

    [Fact]
    public void What_is_no_help_is_refused() =>
        Assert.Equal("help", Assert.Throws<ArgumentOutOfRangeException>(() => People.CreateLife(0).Receive((Help)9)).ParamName);

    private static List<Transaction> Days(Life life, int days)
    {
        var transactions = new List<Transaction>();
        for (var day = 0; day < days; day++)
            life.LiveDay(transactions, []);
        return transactions;
    }
}
