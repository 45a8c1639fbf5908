using System.Security.Cryptography;
using System.Text;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Tests;

public sealed class PopulationTests
{
    private static readonly PopulationOptions Small = new() { Customers = 40, Months = 4 };

    [Fact]
    public void A_seed_makes_the_same_population_for_ever_and_on_any_machine()
    {
        // Made by this test itself on linux-x64. A change of the model changes it: then say in the commit what changed.
        const string Golden = "a15281626dac05e7ca4abcbed92ec9ae11eb41cf77d9886f2022f31fb6491ba0";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var transaction in new Population(Small).Transactions())
            hash.AppendData(Encoding.UTF8.GetBytes(transaction.ToString()));
        Assert.Equal(Golden, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Another_seed_makes_another_population()
    {
        var one = new Population(Small).Transactions().Take(200).Select(t => t.Amount).ToList();
        var other = new Population(Small with { Seed = 2 }).Transactions().Take(200).Select(t => t.Amount).ToList();
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void A_life_does_not_depend_on_the_others_nor_on_order_and_thread()
    {
        var together = new Population(Small).Transactions().ToLookup(t => t.CustomerId);
        var alone = new List<Transaction>[Small.Customers];
        Parallel.For(0, Small.Customers, i =>
        {
            var index = Small.Customers - 1 - i;
            var population = new Population(Small);
            alone[index] = Lived.On(population.CreateLife(index), Small.End.DayNumber - Small.Start.DayNumber).Transactions;
        });
        for (var i = 0; i < alone.Length; i++)
            Assert.Equal(alone[i], together[$"c{i:000000}"]);
    }

    [Fact]
    public void A_longer_population_begins_with_the_shorter_one()
    {
        var shorter = new Population(Small).Transactions().ToLookup(t => t.CustomerId);
        var longer = new Population(Small with { Months = 6 }).Transactions().ToLookup(t => t.CustomerId);
        foreach (var life in shorter)
            Assert.Equal(life, longer[life.Key].Take(life.Count()));
    }

    [Fact]
    public void Transactions_come_in_the_order_of_time_although_customers_live_in_many_time_zones()
    {
        var transactions = new Population(Small).Transactions().ToList();
        Assert.True(transactions.Select(t => t.Timestamp.Offset).Distinct().Count() >= 4);
        for (var i = 1; i < transactions.Count; i++)
            Assert.True(transactions[i - 1].Timestamp <= transactions[i].Timestamp, transactions[i].TransactionId);
    }

    [Fact]
    public void Every_transaction_is_valid_on_the_wire_and_its_id_is_unique()
    {
        var ids = new HashSet<string>();
        var now = new DateTimeOffset(Small.End, TimeOnly.MinValue, TimeSpan.Zero);
        foreach (var transaction in new Population(Small).Transactions())
        {
            Assert.Null(TransactionRules.Violation(transaction, now));
            Assert.True(ids.Add(transaction.TransactionId), transaction.TransactionId);
            Assert.StartsWith($"s1-{transaction.CustomerId}-", transaction.TransactionId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Profiles_are_valid_invented_and_varied()
    {
        var population = new Population(Small with { Customers = 300 });
        var profiles = Enumerable.Range(0, 300).Select(i => population.CreateLife(i).Profile).ToList();
        foreach (var profile in profiles)
        {
            Assert.Null(ProfileRules.Violation(profile));
            Assert.EndsWith("@example.com", profile.Email, StringComparison.Ordinal);
            Assert.Contains("55501", profile.Phone, StringComparison.Ordinal);
            Assert.NotEmpty(profile.Obligations);
        }

        Assert.Equal(["en", "es", "hi"], profiles.Select(p => p.Language).Distinct().Order());
        Assert.True(profiles.Select(p => p.TimeZone).Distinct().Count() >= 6);
        Assert.True(profiles.Select(p => p.Name).Distinct().Count() > 200);
        Assert.Equal(4, profiles.Select(p => p.PayCycle).Distinct().Count());
        Assert.Contains(profiles, p => !p.Consents.Sms);
    }

    [Theory]
    [InlineData(0, 12, 2025, "Customers")]
    [InlineData(1_000_000, 12, 2025, "Customers")]
    [InlineData(10, 0, 2025, "Months")]
    [InlineData(10, 121, 2025, "Months")]
    [InlineData(10, 12, 1999, "Start")]
    public void Options_out_of_range_are_refused_by_name(int customers, int months, int year, string option)
    {
        var options = new PopulationOptions { Customers = customers, Months = months, Start = new DateOnly(year, 1, 1) };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Population(options));
        Assert.Contains(option, error.Message, StringComparison.Ordinal);
    }
}
