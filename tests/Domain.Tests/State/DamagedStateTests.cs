using System.Buffers;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Tests.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.State;

/// <summary>Stored states of which a bit was turned.</summary>
public sealed class DamagedStateTests
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 9, 0, 0, TimeSpan.FromHours(1));
    private static readonly ModelBundle Model = ModelBundleTests.Shipped();

    /// <summary>Where a state of version 3 has the minutes of its latest event's offset from UTC, and its first day.</summary>
    private const int OffsetPlace = 99, FirstDayPlace = 75;

    [Fact]
    public void Whatever_bit_was_turned_a_state_is_refused_or_lives_on()
    {
        var state = Lived();
        var (refused, failures) = (0, new List<string>());
        for (var bit = 0; bit < state.Length * 8; bit++)
        {
            var damaged = state.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                LiveOn(Customer.Read("c1", damaged));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failures.Add($"byte {bit / 8}, bit {bit % 8}: {e.Message}");
            }
        }

        Assert.Empty(failures);
        Assert.InRange(refused, 1000, state.Length * 8);
    }

    [Theory]
    [InlineData(OffsetPlace, 841, "no place is 841 minutes from UTC")]
    [InlineData(OffsetPlace, int.MinValue, "no place is -2147483648 minutes from UTC")]
    [InlineData(FirstDayPlace, -5, "from day -5 to day")]
    [InlineData(FirstDayPlace + 4, int.MaxValue, "to day 2147483647")]
    public void An_offset_that_is_nobodys_and_days_that_are_none_are_refused_by_name(int place, int value, string reason)
    {
        var state = Lived();
        BitConverter.TryWriteBytes(state.AsSpan(place), value);

        var refused = Assert.Throws<InvalidDataException>(() => Customer.Read("c1", state));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    private static void LiveOn(Customer customer)
    {
        var (now, effects) = (Start.AddDays(132), new CustomerEffects());
        customer.Tick(now, Model, effects);
        customer.Assess(now, new ServedModels(Model));
        customer.Features(now, new double[FeatureCatalogue.Count]);
        _ = (customer.FeatureDay(now), customer.EpisodeOpenedOn, customer.LatestEvent);
        customer.Apply(One("next", 133, Category.Groceries, 7), Model, effects);
        customer.Write(new ArrayBufferWriter<byte>());
    }

    private static byte[] Lived()
    {
        var (customer, effects, output) = (new Customer("c1"), new CustomerEffects(), new ArrayBufferWriter<byte>());
        for (var day = 0; day < 130; day++)
        {
            customer.Apply(One($"g{day}", day, Category.Groceries, 20 + (day % 7)), Model, effects);
            if (day % 30 == 0)
                customer.Apply(One($"s{day}", day, Category.Salary, 2000), Model, effects);
            if (day % 30 == 3)
                customer.Apply(One($"r{day}", day, Category.Rent, 800), Model, effects);
            if (day % 50 == 9)
                customer.Apply(One($"a{day}", day, Category.Savings, 50), Model, effects);
        }

        customer.Tick(Start.AddDays(131), Model, effects);
        customer.Write(output);
        return output.WrittenSpan.ToArray();
    }

    private static Transaction One(string id, int day, Category category, decimal amount) => new()
    {
        TransactionId = id,
        CustomerId = "c1",
        Timestamp = Start.AddDays(day),
        Amount = Money.FromDecimal(amount),
        Direction = category == Category.Salary ? Direction.Credit : Direction.Debit,
        Category = category,
        Channel = Channel.Other,
        Status = TransactionStatus.Completed,
        BalanceAfter = Money.FromDecimal(1500 - (day % 30 * 40)),
        Merchant = category.ToString(),
    };
}
