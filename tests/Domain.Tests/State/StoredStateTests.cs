using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Tests.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.State;

/// <summary>States that earlier versions of the program wrote, kept as bytes.</summary>
public sealed class StoredStateTests
{
    /// <summary>Version 1, after <see cref="Lived"/> and a tick on day 131.</summary>
    private const string Version1 =
        "AcdE6eg5hm8/02BvM19dFsAAATZICwAAGIqO35DdCDwAAKPD9s/YLG4/MUgLAAAAAAAAAAAAAAAAAAAAAAAAAJAAAAAAAAAAs0cLADRICwAATDW5lgEAAH3b5AskUVvaPAAAAACAjkQhAAAAF0gLAA" +
        "QBAAAAYFsDAAAAAAAXSAsACgEAAACguw0AAAAAABhICwAEAQAAAHCCAwAAAAAAGUgLAAQBAAAAgKkDAAAAAAAaSAsABAEAAACQ0AMAAAAAABtICwAEAQAAAKD3AwAAAAAAHEgLAAQBAAAAQA0DAAAA" +
        "AAAdSAsABAEAAABQNAMAAAAAAB5ICwAEAQAAAGBbAwAAAAAAH0gLAAQBAAAAcIIDAAAAAAAgSAsABAEAAACAqQMAAAAAACFICwAEAQAAAJDQAwAAAAAAIkgLAAQBAAAAoPcDAAAAAAAjSAsABAEAAA" +
        "BADQMAAAAAACRICwAEAQAAAFA0AwAAAAAAJUgLAAQBAAAAYFsDAAAAAAAmSAsABAEAAABwggMAAAAAACdICwAEAQAAAICpAwAAAAAAKEgLAAQBAAAAkNADAAAAAAApSAsABAEAAACg9wMAAAAAACpI" +
        "CwAEAQAAAEANAwAAAAAAK0gLAAABAAAAAC0xAQAAAAArSAsABAEAAABQNAMAAAAAACxICwAEAQAAAGBbAwAAAAAALUgLAAQBAAAAcIIDAAAAAAAuSAsABAEAAACAqQMAAAAAAC5ICwALAQAAAAASeg" +
        "AAAAAAL0gLAAQBAAAAkNADAAAAAAAwSAsABAEAAACg9wMAAAAAADFICwAEAQAAAEANAwAAAAAAMkgLAAQBAAAAUDQDAAAAAAAzSAsABAEAAABgWwMAAAAAADRICwAEAQAAAHCCAwAAAAAACQAAAFrT" +
        "8JdKcJEIgx0NIN5bSgtG0Vd+2pjdJja2SAIZExlG8fOcgqb/91WN6oYUe3HpkDDFsdxwqbGqR5X7LppD/NB82+QLJFFb2gUAAACzRwsAAAAtMQEAAAAA0UcLAAAALTEBAAAAAO9HCwAAAC0xAQAAAA" +
        "ANSAsAAAAtMQEAAAAAK0gLAAAALTEBAAAAALZHCwDURwsA8kcLABBICwAuSAsAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAC9RwsA20cLAPlHCwAXSAsAAAAAAAAA" +
        "AAAAAAAAAAAAAAAAAAAAAHpEAAB6REgAAICERACAhERAAAAAf0QAAH9EQAAAAHVEAAB1REAAAABrRAAAa0RAAAAAYUQAAGFEQAAAAFdEAABXREAAAABNRAAATURAAAAAQ0QAAENEQAAAADlEAAA5RE" +
        "AAAAAvRAAAL0RAAAAAJUQAACVEQAAAABtEAAAbREAAAAARRAAAEURAAAAAB0QAAAdEQAAAAPpDAAD6Q0AAAADmQwAA5kNAAAAA0kMAANJDQAAAAL5DAAC+Q0AAAACqQwAAqkNAAADAKEUAgLtEQAAA" +
        "gLZEAIC2REAAAICxRACAsURAAACA7UQAgKxEQAIAgKdEAICnREAAAICiRACAokRAAACAnUQAgJ1EQAAAgJhEAICYREAAAICTRACAk0RAAACAjkQAgI5EQACxF5cOCSjmHpAxkWEE+MMlojnEDw0o5h" +
        "4NlxqrCijmHmj6f18FKOYeqQQXiQAo5h7ivaW0ACjmHkAStaUNKOYe6ImnItgDikEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABVEINYiKduQQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
        "AAAAAAAAAAA6Cu45KJ86Qd5HhJpoTHVBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
        "AAAAAAAAAAAAAAAAAAAACYNczKOwT/P9CAecpDVQZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" +
        "AAAAAAAAANRgwtV4XVNAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAmDXMyjsE/z8AAAAAAAAAAAAAAAAAAAAA8OjpUiiAUUAAAAAAAAAAAAAAAAAAAAAA0IB5ykNVBkAAAAAAAAAAAAAAAAAAAAAAAA" +
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAk+r0+ZG3xQFmQ0rUSRvBA8OjpUiiAUUA=";

    private static readonly DateTimeOffset Start = new(2025, 1, 1, 9, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void A_state_of_version_1_goes_on_as_if_it_had_been_written_today()
    {
        var (model, effects) = (ModelBundleTests.Shipped(), new CustomerEffects());
        var today = Lived(model, effects);
        var restored = Customer.Read("c1", Convert.FromBase64String(Version1));
        Assert.Equal(today.TransactionCount, restored.TransactionCount);

        // A balance that came in earlier on the latest day must not become its last one; one that comes later must.
        // What older states do not tell: whether a bill is paid by hand.
        string[] untold = ["bills_due_by_hand", "bills_due_by_debit"];
        foreach (var (hours, balance) in new[] { (-3, 5m), (7, 77m) })
        {
            foreach (var customer in new[] { today, restored })
                Assert.Equal(Applied.Accepted, customer.Apply(One($"late{hours}", 129, hours, Category.Groceries, Direction.Debit, 5, balance), model, effects));
            var (values, others) = (Features(today), Features(restored));
            Assert.Equal(Of(values, untold).Sum(), Of(others, untold).Sum());

            // The rent; the other bill comes sooner.
            Assert.Equal(1, Of(others, untold).Sum());
            Assert.Equal(Without(values, untold), Without(others, untold));
        }
    }

    [Fact]
    public void An_older_state_tells_of_savings_and_balances_what_its_recent_days_do()
    {
        var restored = Customer.Read("c1", Convert.FromBase64String(Version1));
        var values = new double[FeatureCatalogue.Count];
        restored.Features(Start.AddDays(129), values);
        Assert.Equal(0, Of(values, "known_savings").Single());
        Assert.Equal(365, Of(values, "days_since_savings_drawn").Single());
        Assert.Equal([double.NaN, 0], Of(values, "late_payment_share", "late_by_hand"));
    }

    private static double[] Of(double[] features, params string[] names) =>
        [.. names.Select(name => features[FeatureCatalogue.TryIndexOf(name, out var index) ? index : throw new ArgumentException(name, nameof(names))])];

    private static double[] Without(double[] features, string[] names) =>
        [.. features.Where((_, i) => !names.Contains(FeatureCatalogue.All[i].Name))];

    private static Customer Lived(Domain.Risk.ModelBundle model, CustomerEffects effects)
    {
        var customer = new Customer("c1");
        var number = 0;
        for (var day = 0; day < 130; day++)
        {
            Apply(day, 0, Category.Groceries, Direction.Debit, 20 + (day % 7), 1500 - (day % 30 * 40));
            if (day % 30 == 0)
                Apply(day, 1, Category.Salary, Direction.Credit, 2000, 2700);
            if (day % 30 == 3)
                Apply(day, 2, Category.Rent, Direction.Debit, 800, 1900);
            if (day % 30 == 10)
                Apply(day, 3, Category.Utility, Direction.Debit, 90, 1000);
        }

        customer.Tick(Start.AddDays(131), model, effects);
        return customer;

        void Apply(int day, int hour, Category category, Direction direction, decimal amount, decimal balance) =>
            customer.Apply(One($"t{number++}", day, hour, category, direction, amount, balance), model, effects);
    }

    private static Transaction One(string id, int day, int hour, Category category, Direction direction, decimal amount, decimal balance) => new()
    {
        TransactionId = id,
        CustomerId = "c1",
        Timestamp = Start.AddDays(day).AddHours(hour),
        Amount = Money.FromDecimal(amount),
        Direction = direction,
        Category = category,
        Channel = Channel.Other,
        Status = TransactionStatus.Completed,
        BalanceAfter = Money.FromDecimal(balance),
        Merchant = category.ToString(),
    };

    private static double[] Features(Customer customer)
    {
        var values = new double[FeatureCatalogue.Count];
        customer.Features(Start.AddDays(129).AddHours(8), values);
        return values;
    }
}
