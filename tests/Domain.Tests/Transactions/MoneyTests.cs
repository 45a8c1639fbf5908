using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.Transactions;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0.0001")]
    [InlineData("12.5")]
    [InlineData("-99.99")]
    [InlineData("10000000000")]
    public void A_decimal_comes_back_exactly(string text)
    {
        var amount = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(amount, Money.FromDecimal(amount).ToDecimal());
    }

    [Theory]
    [InlineData("0.00001")]
    [InlineData("10000000000.0001")]
    [InlineData("-79228162514264337593543950335")]
    public void What_cannot_be_held_is_refused(string text) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.FromDecimal(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Sums_do_not_depend_on_order()
    {
        Money[] amounts = [new(1), new(3_000_0000), new(-7), new(999_999_999_9999)];

        Assert.Equal(amounts.Aggregate((a, b) => a + b), amounts.Reverse().Aggregate((a, b) => a + b));
    }

    [Fact]
    public void Two_decimals_are_shown_and_four_where_needed() =>
        Assert.Equal(("12.50", "0.0001"), (Money.FromDecimal(12.5m).ToString(), new Money(1).ToString()));
}
