using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.People;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>
/// Income is earned day by day, under whatever presses on it, and paid when the pay period ends; so a job lost in the
/// middle of a month shows as a smaller salary first and as none afterwards.
/// </summary>
internal static class IncomeProcess
{
    public const int Own = 0;
    public const int Partner = 1;
    public const int Support = 2;

    private const double DaysPerMonth = 365.25 / 12;

    /// <summary>Earns today's share and puts what is paid today on the agenda.</summary>
    public static void Plan(LifeState life, ref Agenda agenda)
    {
        var pressure = life.Pressure;
        var expected = life.Today + 35;
        for (var i = 0; i < life.Incomes.Length; i++)
        {
            ref var income = ref life.Incomes[i];
            var factor = i switch
            {
                Own => pressure.OwnIncome,
                Partner => pressure.PartnerIncome,
                _ => pressure.Support,
            };
            if (i == Support)
                SwitchSupport(life, ref income, factor);
            if (!income.Active)
                continue;
            income.PeriodDays++;
            income.EarnedDays += factor;
            if (life.Today >= income.NextPay)
                EndPeriod(life, ref income, i == Own ? pressure.PayDelay : 0);
            if (income.Pending > 0 && life.Today >= income.PendingDay)
                agenda.Add((5 * 3600) + life.Random.Below(3600), IntentKind.Income, i);
            if (income.Pending > 0)
                expected = Math.Min(expected, Math.Min(income.PendingDay, life.Today + 3));
            else if (factor > 0 || income.EarnedDays > 1)
                expected = Math.Min(expected, income.NextPay);
        }

        life.NextIncome = Math.Max(expected, life.Today + 1);
    }

    /// <summary>Books what a stream owes.</summary>
    public static void Receive(LifeState life, in Journal journal, int second, int index)
    {
        ref var income = ref life.Incomes[index];
        var amount = income.Pending;
        income.Pending = 0;
        life.SavingDay = life.Today + life.Random.Whole(1, 3);
        if ((life.Persona.SecondBank == SecondBank.Income && index == Own) || (life.MovedBank && index == Own))
        {
            life.OtherBank += amount;
            var moved = life.MovedBank ? (long)(0.25 * amount) : Math.Min(life.OtherBank, (long)(0.92 * amount));
            journal.Credit(second + 3600, Category.Transfer, Channel.Transfer, moved / 100 * 100, Merchants.OwnOtherBank);
            life.OtherBank -= moved / 100 * 100;
            return;
        }

        journal.Credit(second, income.Category, Channel.Transfer, amount, income.Merchant);
    }

    /// <summary>Gives the own income a new employer, pay and pay day after a gap.</summary>
    public static void StartNewJob(LifeState life, double payFactor)
    {
        ref var income = ref life.Incomes[Own];
        income.PerMonth = (long)(income.PerMonth * payFactor);
        income.Merchant = Merchants.Employers[life.Random.Below(Merchants.Employers.Length)];
        if (income.Rule is PayRule.DayOfMonth or PayRule.LastWorkingDay)
        {
            income.Rule = life.Random.Chance(0.5) ? PayRule.LastWorkingDay : PayRule.DayOfMonth;
            income.DayOfMonth = life.Random.Whole(10, 28);
        }

        income.EarnedDays = 0;
        income.PeriodDays = 0;
        income.NextPay = income.PayAfter(life.Today + 6, ref life.Random);
        income.PeriodDays = Math.Max(0, PeriodLength(income.Rule) - (income.NextPay - life.Today));
    }

    private static int PeriodLength(PayRule rule) => rule switch
    {
        PayRule.Weekly => 7,
        PayRule.Fortnightly => 14,
        PayRule.FourWeekly => 28,
        PayRule.Gig => 1,
        _ => 30,
    };

    /// <summary>Benefit starts two weeks after it is granted, and its last payment comes after it has ended.</summary>
    private static void SwitchSupport(LifeState life, ref IncomeStream income, double factor)
    {
        if (!income.Active && factor > 0)
            income.NextPay = life.Today + 14;
        income.Active = factor > 0 || income.EarnedDays > 0 || income.Pending > 0;
    }

    private static void EndPeriod(LifeState life, ref IncomeStream income, int delay)
    {
        var earned = income.EarnedDays / Math.Max(1, income.PeriodDays);
        var full = income.Rule == PayRule.Gig ? income.PerMonth / DaysPerMonth * income.PeriodDays : income.PerPeriod;
        var noise = income.Variation > 0 ? life.Random.LogNormal(1, income.Variation) : 1;
        income.Pending += (long)(full * earned * noise);
        income.PendingDay = life.Today + delay;
        income.EarnedDays = 0;
        income.PeriodDays = 0;
        if (life.Persona.GetsBonus && income.Category == Category.Salary && earned > 0.9 && IsBonusDay(income, life.Today))
            income.Pending += (long)(full * life.Random.Between(0.4, 1.0));
        income.NextPay = income.PayAfter(life.Today, ref life.Random);
    }

    /// <summary>A bonus comes with the first pay of December.</summary>
    private static bool IsBonusDay(in IncomeStream income, int today)
    {
        var date = DateOnly.FromDayNumber(today);
        return date.Month == 12 && date.Day <= PeriodLength(income.Rule);
    }
}
