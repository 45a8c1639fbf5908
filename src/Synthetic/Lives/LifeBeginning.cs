using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.People;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>Sets a person up: incomes, bills, budgets, and what lies in the account on the first day.</summary>
internal static class LifeBeginning
{
    public static LifeState Create(Persona persona, int firstDay, Randomness random)
    {
        var life = new LifeState(persona) { Random = random, Today = firstDay };
        AddIncomes(life);
        AddBills(life);
        SetBudgets(life);
        var income = persona.Income;
        life.Balance = (long)(income * life.Random.Between(0.2, 0.6));
        life.Savings = (long)(income * persona.SavingsGoal * life.Random.Between(0.05, 0.9)) / 1000 * 1000;
        if (persona.SecondBank == SecondBank.Savings)
            (life.OtherBank, life.Savings) = (life.Savings, 0);
        life.Overdraft = life.Random.Chance(0.45) ? persona.Notes((long)(income * life.Random.Between(0.05, 0.3))) : 0;
        life.LivingPerDay = Sum(persona.Budgets) / 30.0;
        life.LastWealth = life.Balance + life.Savings + life.OtherBank - life.CardDebt;
        life.NextReview = firstDay + life.Random.Whole(5, 34);
        life.NextIncome = firstDay + 10;
        return life;
    }

    private static void AddIncomes(LifeState life)
    {
        var persona = life.Persona;
        ref var random = ref life.Random;
        var category = persona.Retired ? Category.Pension : persona.PayRule == PayRule.FourWeekly ? Category.Benefit : Category.Salary;
        var merchants = persona.Retired ? Merchants.PensionFunds
            : category == Category.Benefit ? Merchants.Benefits
            : persona.PayRule == PayRule.Gig ? Merchants.Platforms : Merchants.Employers;
        life.Incomes = new IncomeStream[3];
        life.Incomes[IncomeProcess.Own] = Stream(life, category, merchants, persona.PayRule, persona.OwnIncome, Variation(persona.PayRule, ref random));
        life.Incomes[IncomeProcess.Partner] = persona.PartnerIncome == 0
            ? new IncomeStream { Category = Category.Salary, Merchant = Merchants.Employers[0] }
            : Stream(life, Category.Salary, Merchants.Employers, random.Chance(0.7) ? PayRule.DayOfMonth : PayRule.Fortnightly, persona.PartnerIncome, 0);
        life.Incomes[IncomeProcess.Support] = Stream(life, Category.Benefit, Merchants.Benefits, PayRule.Fortnightly, persona.OwnIncome, 0);
        life.Incomes[IncomeProcess.Support].Active = false;
    }

    private static double Variation(PayRule rule, ref Randomness random) => rule switch
    {
        PayRule.Gig => random.Between(0.2, 0.45),
        PayRule.Weekly or PayRule.Fortnightly => random.Between(0, 0.12),
        _ => 0,
    };

    private static IncomeStream Stream(LifeState life, Category category, string[] merchants, PayRule rule, long perMonth, double variation)
    {
        var stream = new IncomeStream
        {
            Category = category,
            Merchant = merchants[life.Random.Below(merchants.Length)],
            Rule = rule,
            DayOfMonth = life.Random.Chance(0.4) ? 1 : life.Random.Whole(5, 30),
            PerMonth = perMonth,
            Variation = variation,
            Active = true,
        };

        // Weekly and fortnightly pay comes on the weekday of this first day.
        stream.NextPay = Calendar.WorkingDayUpTo(life.Today + life.Random.Below(7) + 2);
        if (rule is PayRule.DayOfMonth or PayRule.LastWorkingDay)
            stream.NextPay = stream.PayAfter(life.Today, ref life.Random);
        return stream;
    }

    private static void AddBills(LifeState life)
    {
        var persona = life.Persona;
        ref var random = ref life.Random;
        var income = persona.Income;
        if (persona.Owner && !persona.Retired)
            Add(life, Category.Mortgage, Merchants.Lenders, income * random.Between(0.22, 0.38), 1, 12, 0.85, 0);
        else if (!persona.Owner && random.Chance(0.93))
            Add(life, Category.Rent, Merchants.Landlords, income * random.Between(0.25, 0.42), 1, 8, 0.35, 0);
        Add(life, Category.Utility, Merchants.Energy, income * random.Between(0.025, 0.05), 1, 28, 0.6, 0.12);
        Add(life, Category.Utility, Merchants.Telecom, income * random.Between(0.012, 0.025), 1, 28, 0.7, 0.04);
        if (random.Chance(0.6))
            Add(life, Category.Utility, Merchants.Water, income * random.Between(0.008, 0.018), 1, 28, 0.45, 0.08);
        if (random.Chance(0.75))
            Add(life, Category.Insurance, Merchants.Insurers, income * random.Between(0.015, 0.04), 1, 28, 0.75, 0);
        if (random.Chance(persona.Retired ? 0.15 : 0.45))
            Add(life, Category.LoanPayment, Merchants.LoanBanks, income * random.Between(0.06, 0.15), 1, 31, 0.75, 0);
        if (persona.CardShare > 0)
        {
            life.CardLimit = persona.Notes((long)(income * random.Between(0.4, 1.6)));
            life.CardDebt = persona.PaysCardInFull ? 0 : (long)(life.CardLimit * random.Between(0, 0.6));
            Add(life, Category.CardPayment, [Merchants.MinimumCardPayment], 0, 1, 28, 0.35, 0);
        }

        for (var i = random.Whole(1, 4); i > 0; i--)
            Add(life, Category.Subscription, Merchants.Subscriptions, persona.Units(random.Between(5, 22)), 1, 28, 1, 0);
    }

    private static void Add(
        LifeState life, Category category, string[] merchants, double amount, int fromDay, int toDay, double automatic, double variation)
    {
        ref var random = ref life.Random;
        var bill = new Bill
        {
            Category = category,
            Merchant = merchants[random.Below(merchants.Length)],
            DueDay = random.Whole(fromDay, toDay),
            Amount = (long)amount / 100 * 100,
            Automatic = random.Chance(automatic),
            Lead = random.Whole(0, 5),
            Variation = variation,
            Active = true,
        };
        bill.NextDue = bill.DueAfter(life.Today + 10);
        life.AddBill(bill);
    }

    /// <summary>Shares out what the bills leave, so that a typical month ends with a little over; for some with nothing.</summary>
    private static void SetBudgets(LifeState life)
    {
        var persona = life.Persona;
        ref var random = ref life.Random;
        long fixedCosts = 0;
        foreach (ref readonly var bill in life.Bills.AsSpan())
            fixedCosts += bill.Amount;
        var margin = Math.Clamp(0.06 + (0.06 * random.Normal()), -0.02, 0.3);
        var variable = Math.Max((persona.Income * (1 - margin)) - fixedCosts, persona.Income * 0.28);
        if (persona.SecondBank == SecondBank.Spending)
            variable *= 0.85;
        for (var kind = 0; kind < persona.Budgets.Length; kind++)
            persona.Budgets[kind] = (long)(variable * SpendKind.All[kind].Share * random.LogNormal(0.97, 0.25));
    }

    private static long Sum(long[] values)
    {
        long sum = 0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
