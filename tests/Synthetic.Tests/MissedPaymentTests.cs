using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Tests;

public sealed class MissedPaymentTests
{
    private static readonly Lived[] Lives = [.. Enumerable.Range(0, 600).Select(i => Lived.For(365, index: i))];

    [Fact]
    public void A_missed_payment_was_not_paid_in_full_within_three_days_after_its_due_date()
    {
        var seen = 0;
        foreach (var lived in Lives)
        {
            foreach (var missed in lived.Missed)
            {
                seen++;
                Assert.True(missed.Obligation.IsObligation());
                Assert.Equal(missed.DueDate.AddDays(4), missed.MissedOn);
                var paid = lived.Transactions
                    .Where(t => t.Category == missed.Obligation && t.DueDate == missed.DueDate && t.Status == TransactionStatus.Completed)
                    .Where(t => DateOnly.FromDateTime(t.Timestamp.DateTime) <= missed.DueDate.AddDays(3))
                    .Count(t => t.Amount == missed.Amount);
                var due = lived.Missed.Count(m => m.Obligation == missed.Obligation && m.DueDate == missed.DueDate && m.Amount == missed.Amount);

                // Two bills of one category may be due on one day; that they ask the same amount to the cent does not happen here.
                Assert.Equal(1, due);
                Assert.Equal(0, paid);
            }
        }

        Assert.True(seen > 200, $"{seen} missed payments");
    }

    [Fact]
    public void What_was_paid_later_than_that_was_recorded_as_missed()
    {
        var start = new PopulationOptions().Start;
        var late = 0;
        foreach (var lived in Lives)
        {
            foreach (var payment in lived.Transactions.Where(t => t is { DueDate: not null, Status: TransactionStatus.Completed }))
            {
                var due = payment.DueDate!.Value;
                if (DateOnly.FromDateTime(payment.Timestamp.DateTime) <= due.AddDays(3) || due.AddDays(4) < start)
                    continue;
                late++;
                Assert.Contains(lived.Missed, m => m.Obligation == payment.Category && m.DueDate == due);
            }
        }

        Assert.True(late > 100, $"{late} late payments");
    }

    [Fact]
    public void It_is_recorded_on_the_day_on_which_it_became_missed_never_before()
    {
        for (var index = 0; index < 100; index++)
        {
            var life = new Population(new PopulationOptions()).CreateLife(index);
            for (var day = 0; day < 365; day++)
            {
                var today = life.Today;
                var missed = new List<MissedPayment>();
                life.LiveDay([], missed);
                Assert.All(missed, m => Assert.Equal(today, m.MissedOn));
            }
        }
    }

    [Fact]
    public void Every_obligation_category_is_missed_by_somebody()
    {
        var categories = Lives.SelectMany(l => l.Missed).Select(m => m.Obligation).Distinct().Order();
        Assert.Equal(
            [Category.Rent, Category.Mortgage, Category.LoanPayment, Category.CardPayment, Category.Utility, Category.Insurance],
            categories);
    }
}
