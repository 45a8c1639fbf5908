using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.Transactions;

public sealed class TransactionRulesTests
{
    private static readonly Transaction Valid = new()
    {
        TransactionId = "t",
        CustomerId = "c",
        Timestamp = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
        Amount = Money.FromDecimal(1),
        Direction = Direction.Debit,
        Category = Category.Groceries,
        Channel = Channel.Card,
        Status = TransactionStatus.Completed,
    };

    [Fact]
    public void The_end_of_the_calendar_is_no_trouble()
    {
        Assert.Null(TransactionRules.Violation(Valid with { Timestamp = DateTimeOffset.MaxValue }, DateTimeOffset.MaxValue.AddHours(-1)));
        Assert.StartsWith("timestamp must not be more than 2 days after now", TransactionRules.Violation(Valid with { Timestamp = DateTimeOffset.MaxValue }, Valid.Timestamp), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_days_after_now_is_the_last_moment_that_is_taken()
    {
        var last = Valid.Timestamp + TransactionRules.FutureTolerance;

        Assert.Null(TransactionRules.Violation(Valid with { Timestamp = last }, Valid.Timestamp));
        Assert.NotNull(TransactionRules.Violation(Valid with { Timestamp = last.AddTicks(1) }, Valid.Timestamp));
    }
}
