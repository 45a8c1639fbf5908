using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.People;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>
/// What people do when money gets short, in the order in which they do it: spend less, draw savings, ask the other
/// bank, family, a lender. Their feeling of shortage follows the facts with some delay.
/// </summary>
internal static class CopingProcess
{
    private const double SlowChange = 0.12;
    private const int EndOfDay = 85_000;

    /// <summary>Looks at the balance and prepares for what is about to be collected.</summary>
    public static void CheckBalance(LifeState life, in Journal journal, int second)
    {
        var persona = life.Persona;
        var soon = life.CommittedUpTo(life.Today + 4);
        var wanted = soon + (long)(life.EssentialsPerDay * Math.Min(4, life.DaysToIncome));
        if (life.Balance < wanted)
            RaiseMoney(life, journal, second, wanted - life.Balance);
        RepayLender(life, journal, second + 60);
        if (persona.HoardsCash && life.Stress > 0.55 && life.Balance > 6 * life.EssentialsPerDay && life.Random.Chance(0.12))
        {
            var notes = persona.Notes((long)(life.Balance * life.Random.Between(0.2, 0.45)));
            if (notes <= life.Balance)
            {
                journal.Debit(second + 90, Category.Cash, Channel.Cash, notes, Merchants.Of(Category.Cash)[0]);
                life.Pocket += notes;
            }
        }
    }

    /// <summary>Finds money for a shortfall, as far as there is any.</summary>
    public static void RaiseMoney(LifeState life, in Journal journal, int second, long shortfall)
    {
        var persona = life.Persona;
        var round = persona.Units(10);
        var wanted = ((shortfall + (long)(life.LivingPerDay * 2)) / round * round) + round;
        if (life.Savings > 0)
        {
            var drawn = Math.Min(life.Savings, wanted);
            life.Savings -= drawn;
            journal.Credit(second, Category.Savings, Channel.Transfer, drawn, Merchants.OwnSavings);
            wanted -= drawn;
        }

        if (wanted > round && life.OtherBank > 0)
        {
            var drawn = Math.Min(life.OtherBank, wanted);
            life.OtherBank -= drawn;
            journal.Credit(second + 20, Category.Transfer, Channel.Transfer, drawn, Merchants.OwnOtherBank);
            wanted -= drawn;
        }

        if (wanted > round && life.Available < shortfall)
            Borrow(life, journal, second + 40, wanted);
    }

    /// <summary>Lets the feeling of shortage follow the facts, and the standard of living follow the feeling.</summary>
    public static void EndDay(LifeState life, in Journal journal)
    {
        var persona = life.Persona;
        var days = life.DaysToIncome;
        var liquid = life.Balance + (0.4 * life.Overdraft) + life.Savings + (0.7 * life.OtherBank);
        var slack = (liquid - life.CommittedUpTo(life.NextIncome) - (life.EssentialsPerDay * days)) / persona.Income;
        var target = Math.Clamp((persona.Comfort - slack) / (persona.Comfort + 0.3), 0, 1);
        life.Stress += SlowChange * (Math.Min(1, target + life.Pressure.Worry) - life.Stress);
        if (life.Today >= life.NextReview)
            Review(life, journal);
    }

    /// <summary>Once a month: a household that keeps losing ground lives smaller; one that gains lets go again.</summary>
    private static void Review(LifeState life, in Journal journal)
    {
        var persona = life.Persona;
        life.NextReview = life.Today + 30;
        var wealth = life.Balance + life.Savings + life.OtherBank - life.CardDebt - life.PaydayDebt;
        var change = (wealth - life.LastWealth) / (double)persona.Income;
        life.LastWealth = wealth;
        if (change < -0.04 && life.Savings < persona.Income)
            life.Habit = Math.Max(0.55, life.Habit * (1 - (0.08 * persona.Prudence)));
        else if (change > 0 && life.Stress < 0.3)
            life.Habit = Math.Min(1, life.Habit * 1.02);
        if (life.Savings < persona.SavingsGoal * persona.Income * 1.3 || persona.SecondBank == SecondBank.Savings)
            return;
        var treat = persona.Units(10) * (long)(0.25 * persona.Income / persona.Units(10));
        life.Savings -= treat;
        journal.Credit(EndOfDay, Category.Savings, Channel.Transfer, treat, Merchants.OwnSavings);
        journal.Debit(EndOfDay + 200, Category.Shopping, Channel.Online, treat - persona.Units(3), "Furnish");
    }

    private static void Borrow(LifeState life, in Journal journal, int second, long wanted)
    {
        var persona = life.Persona;
        if (persona.HasFamilyHelp && life.Today >= life.NextFamilyHelp && life.Random.Chance(0.25))
        {
            life.NextFamilyHelp = life.Today + life.Random.Whole(35, 120);
            var help = persona.Notes(Math.Min(wanted, (long)(0.25 * persona.Income)));
            journal.Credit(second, Category.Transfer, Channel.Transfer, help, Merchants.Family);
            return;
        }

        if (life.Stress > 0.35 && life.Today >= life.NextBankLoan && life.PaydayDebt == 0 && life.Pressure.OwnIncome > 0.6 && life.Random.Chance(0.03))
        {
            TakeBankLoan(life, journal, second, life.Random.Between(0.5, 1.2));
            return;
        }

        if (persona.TakesPaydayLoans && life.PaydayDebt == 0 && life.Stress > 0.4 && life.Random.Chance(0.3))
        {
            var loan = persona.Notes(Math.Min(wanted, (long)(0.3 * persona.Income)));
            journal.Credit(second, Category.PaydayLoan, Channel.Transfer, loan, Lender(persona));
            life.PaydayDebt = (long)(loan * 1.2);
            life.PaydayDue = Math.Max(life.NextIncome, life.Today + 7);
            life.PaydayRollovers = 0;
        }
    }

    /// <summary>Adds an instalment loan of some monthly incomes.</summary>
    public static void TakeBankLoan(LifeState life, in Journal journal, int second, double incomes)
    {
        var persona = life.Persona;
        var principal = persona.Notes((long)(incomes * persona.Income));
        var lender = Merchants.LoanBanks[life.Random.Below(Merchants.LoanBanks.Length)];
        journal.Credit(second, Category.LoanPayment, Channel.Transfer, principal, lender);
        life.NextBankLoan = life.Today + 240;
        var months = life.Random.Whole(18, 36);
        var bill = new Bill
        {
            Category = Category.LoanPayment,
            Merchant = lender,
            DueDay = life.Random.Whole(1, 28),
            Amount = (long)(principal * 1.15 / months),
            Automatic = life.Random.Chance(0.8),
            Lead = 2,
            Active = true,
            Remaining = months,
        };
        bill.NextDue = bill.DueAfter(life.Today + 20);
        life.AddBill(bill);
    }

    private static string Lender(Persona persona) => Merchants.PaydayLenders[persona.Taste % Merchants.PaydayLenders.Length];

    private static void RepayLender(LifeState life, in Journal journal, int second)
    {
        if (life.PaydayDebt == 0 || life.Today < life.PaydayDue)
            return;
        if (life.Available >= life.PaydayDebt)
        {
            journal.Debit(second, Category.PaydayLoan, Channel.DirectDebit, life.PaydayDebt, Lender(life.Persona));
            life.PaydayDebt = 0;
            return;
        }

        journal.Refuse(second, Category.PaydayLoan, Channel.DirectDebit, TransactionStatus.Failed, life.PaydayDebt, Lender(life.Persona));
        life.PaydayDue = Math.Max(life.Today + 7, life.NextIncome);
        life.PaydayDebt = ++life.PaydayRollovers > 3 ? 0 : (long)(life.PaydayDebt * 1.1);
    }
}
