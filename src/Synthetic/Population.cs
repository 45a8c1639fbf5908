using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.Lives;
using PreDelinquency.Synthetic.People;

namespace PreDelinquency.Synthetic;

/// <summary>
/// A population of simulated bank customers. Every life depends on the seed and its own index alone, so lives can be
/// created and lived in any order and on any thread.
/// </summary>
public sealed class Population
{
    /// <summary>Days lived unseen before the start, so that bills, debts and troubles are in full swing on the first day.</summary>
    private const int WarmUpDays = 240;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public Population(PopulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        Options = options;
    }

    public PopulationOptions Options { get; }

    /// <summary>Creates a life that stands at the start of its first day.</summary>
    /// <param name="index">0 to <see cref="PopulationOptions.Customers"/> - 1.</param>
    public Life CreateLife(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Options.Customers);
        var random = new Randomness(Randomness.Mix(Options.Seed, (ulong)index));
        var persona = PersonaFactory.Draw(index, Options.Seed, ref random);
        var first = Options.Start.DayNumber;
        var state = LifeBeginning.Create(persona, first - WarmUpDays, random);
        while (state.Today < first)
            LifeDay.Live(state, null, null);
        return new Life(state, persona.Profile with { Obligations = Obligations(state) });
    }

    /// <summary>All lives, each at the start of its first day.</summary>
    /// <param name="cancellationToken">Stops between two lives.</param>
    public IReadOnlyList<Life> CreateLives(CancellationToken cancellationToken = default)
    {
        var lives = new Life[Options.Customers];
        for (var i = 0; i < lives.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lives[i] = CreateLife(i);
        }

        return lives;
    }

    /// <summary>
    /// All transactions of <see cref="PopulationOptions.Months"/> months, generated while they are read, in the order of
    /// their instants. Memory is bounded by the lives and two days of transactions.
    /// </summary>
    public IEnumerable<Transaction> Transactions() => new Chronicle(CreateLives(), Options.End).Transactions();

    private static void Check(PopulationOptions options)
    {
        if (options.Customers is < 1 or > 999_999)
            throw new ArgumentOutOfRangeException(nameof(options), options.Customers, "Customers must be 1 to 999,999.");
        if (options.Months is < 1 or > 120)
            throw new ArgumentOutOfRangeException(nameof(options), options.Months, "Months must be 1 to 120.");
        if (options.Start.Year is < 2000 or > 2100)
            throw new ArgumentOutOfRangeException(nameof(options), options.Start, "Start must lie in the years 2000 to 2100.");
    }

    private static List<ProfileObligation> Obligations(LifeState state)
    {
        var obligations = new List<ProfileObligation>();
        foreach (ref readonly var bill in state.Bills.AsSpan())
        {
            if (bill is { Active: true, Amount: > 0 } && bill.Category.IsObligation())
                obligations.Add(new ProfileObligation { Category = bill.Category, DueDay = bill.DueDay, Amount = new Money(bill.Amount * 100) });
        }

        return obligations;
    }
}
