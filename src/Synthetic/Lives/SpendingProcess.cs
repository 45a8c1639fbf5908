using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.People;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>Everyday spending: habits by kind, weekday and season, paced by what must last until pay day.</summary>
internal static class SpendingProcess
{
    private const int NightEnds = 9000;

    /// <summary>Draws today's purchases.</summary>
    public static void Plan(LifeState life, ref Agenda agenda)
    {
        var persona = life.Persona;
        var date = DateOnly.FromDayNumber(life.Today);
        var weekend = Calendar.IsWeekend(life.Today);
        var pace = Pace(life);
        var living = 0.0;
        for (var kind = 0; kind < SpendKind.All.Length; kind++)
        {
            ref readonly var spend = ref SpendKind.All[kind];
            var factor = life.Habit * Season(kind, date, persona.Children) * Pressed(life.Pressure, kind);
            factor *= 1 - (spend.Elasticity * persona.CutBack * life.Stress);
            factor *= 1 - (spend.Elasticity * 0.7 * persona.Prudence * (1 - pace));
            living += persona.Budgets[kind] / 30.0 * factor;

            // Half of a cut shows in how often, half in how much.
            var root = Math.Sqrt(factor);
            var rate = spend.PerMonth / 30 * root * life.Pressure.Visible * (weekend ? spend.Weekend : 1.14 - (0.14 * spend.Weekend));
            var luck = life.Random.Unit();
            if (luck >= rate)
                continue;
            Add(life, ref agenda, kind, root);
            if (luck < rate * rate * 0.5)
                Add(life, ref agenda, kind, root);
        }

        life.LivingPerDay = living;
        if (life.Pressure.Away)
            PlanJourney(life, ref agenda);
        PlanBets(life, ref agenda);
    }

    /// <summary>The person is at the till.</summary>
    public static void Buy(LifeState life, in Journal journal, int second, int kind, long amount)
    {
        var persona = life.Persona;
        var category = SpendKind.All[kind].Category;
        if (kind == SpendKind.Cash)
        {
            Withdraw(life, journal, second, amount);
            return;
        }

        if (life.Pocket >= amount && kind != SpendKind.Shopping)
        {
            life.Pocket -= amount;
            return;
        }

        var merchant = Favourite(life, Merchants.Of(category), persona.Taste + (uint)kind);
        var byCard = persona.CardShare * (1 + life.Stress);
        if (byCard > 0 && life.Random.Chance(byCard) && CardAccount.TryCharge(life, amount))
            return;
        if (life.Available >= amount)
        {
            var online = kind is SpendKind.Shopping or SpendKind.Dining && life.Random.Chance(0.35);
            journal.Debit(second, category, online ? Channel.Online : Channel.Card, amount, merchant);
        }
        else if (persona.CardShare > 0 && CardAccount.TryCharge(life, amount))
        {
            return;
        }
        else if (life.Random.Chance(0.3 - (0.25 * persona.Prudence)))
        {
            journal.Refuse(second, category, Channel.Card, TransactionStatus.Declined, amount, merchant);
        }
        else if (kind == SpendKind.Groceries && life.Available > persona.Units(3))
        {
            journal.Debit(second, category, Channel.Card, Math.Min(amount, life.Available), merchant);
        }
    }

    /// <summary>Spending on a journey: strangers, other hours, other amounts.</summary>
    public static void BuyAway(LifeState life, in Journal journal, int second, int kind, long amount)
    {
        if (life.Available < amount)
            return;
        var category = SpendKind.All[kind].Category;
        var merchants = Merchants.OfHoliday(category);
        journal.Debit(second, category, category == Category.Cash ? Channel.Cash : Channel.Card, amount, merchants[life.Random.Below(merchants.Length)]);
    }

    /// <summary>A bet; some are won.</summary>
    public static void Bet(LifeState life, in Journal journal, int second, long stake)
    {
        var merchant = Favourite(life, Merchants.Of(Category.Gambling), life.Persona.Taste);
        if (life.Available < stake)
        {
            if (life.Random.Chance(0.25))
                journal.Refuse(second, Category.Gambling, Channel.Online, TransactionStatus.Declined, stake, merchant);
            return;
        }

        journal.Debit(second, Category.Gambling, Channel.Online, stake, merchant);
        if (life.Random.Chance(0.18))
            journal.Credit(second + 400, Category.Gambling, Channel.Online, (long)(stake * life.Random.Between(1.1, 4.5)), merchant);
    }

    private static void Withdraw(LifeState life, in Journal journal, int second, long amount)
    {
        var notes = life.Persona.Notes(amount);
        if (life.Available >= notes)
            journal.Debit(second, Category.Cash, Channel.Cash, notes, Favourite(life, Merchants.Of(Category.Cash), life.Persona.Taste));
        else if (life.Random.Chance(0.15))
            journal.Refuse(second, Category.Cash, Channel.Cash, TransactionStatus.Declined, notes, Merchants.Of(Category.Cash)[0]);
    }

    /// <summary>How far the money that is not spoken for lets a person live as usual until the next income, 0.1 to 1.</summary>
    private static double Pace(LifeState life)
    {
        var usual = life.LivingPerDay * life.DaysToIncome;
        if (usual <= 0)
            return 1;
        var free = life.Balance + (0.3 * life.Overdraft) + (0.5 * life.Savings) + life.OtherBank - life.CommittedUpTo(life.NextIncome);
        return Math.Clamp(free / usual, 0.1, 1);
    }

    private static double Season(int kind, DateOnly date, bool children) => (kind, date.Month) switch
    {
        (SpendKind.Shopping, 12) => children ? 1.8 : 1.5,
        (SpendKind.Dining, 12) => 1.25,
        (SpendKind.Shopping or SpendKind.Dining, 1) => 0.8,
        (SpendKind.Other, 9) => children ? 2.5 : 1,
        (SpendKind.Travel, 7 or 8) => 1.15,
        _ => 1,
    };

    private static double Pressed(in Pressure pressure, int kind) => kind switch
    {
        SpendKind.Dining or SpendKind.Travel => pressure.Away ? 0.3 : pressure.Discretionary,
        SpendKind.Shopping => pressure.Discretionary * pressure.Shopping,
        SpendKind.Groceries => pressure.Away ? 0.3 : 1,
        SpendKind.Health => pressure.Health,
        _ => 1,
    };

    private static void Add(LifeState life, ref Agenda agenda, int kind, double root)
    {
        ref readonly var spend = ref SpendKind.All[kind];
        var median = life.Persona.Budgets[kind] / spend.PerMonth * root * (1 - (0.38 * spend.Spread * spend.Spread));
        var amount = (long)life.Random.LogNormal(median, spend.Spread);
        var night = kind is SpendKind.Shopping or SpendKind.Dining or SpendKind.Cash && life.Random.Chance(life.Persona.NightOwl * 0.15);
        var hour = night
            ? life.Random.Between(0, 2.4)
            : spend.FromHour + ((spend.ToHour - spend.FromHour) * (life.Random.Unit() + life.Random.Unit()) / 2);
        agenda.Add((int)(hour * 3600), IntentKind.Spend, kind, Math.Max(50, amount));
    }

    private static void PlanJourney(LifeState life, ref Agenda agenda)
    {
        var persona = life.Persona;
        for (var i = life.Random.Below(4); i > 0; i--)
        {
            var kind = life.Random.Below(5) switch { 0 => SpendKind.Cash, 1 => SpendKind.Travel, 2 => SpendKind.Shopping, _ => SpendKind.Dining };
            var amount = (long)life.Random.LogNormal(persona.Income * 0.012, 0.6);
            agenda.Add(life.Random.Whole(10 * 3600, 84_000), IntentKind.HolidaySpend, kind, kind == SpendKind.Cash ? persona.Notes(amount) : amount);
        }
    }

    private static void PlanBets(LifeState life, ref Agenda agenda)
    {
        var persona = life.Persona;
        if (persona.Gambles && life.Random.Chance(0.05))
            agenda.Add(life.Random.Whole(18 * 3600, 84_000), IntentKind.Bet, 0, (long)life.Random.LogNormal(persona.Units(8), 0.4));
        var bets = (int)(life.Pressure.Bets + life.Random.Unit());
        for (; bets > 0; bets--)
        {
            var second = life.Random.Chance(0.35) ? life.Random.Below(NightEnds) : life.Random.Whole(17 * 3600, 84_000);
            agenda.Add(second, IntentKind.Bet, 0, (long)life.Random.LogNormal(life.Pressure.Stake, 0.6));
        }
    }

    /// <summary>Mostly one of a few merchants, the first the oftenest, seldom any.</summary>
    private static string Favourite(LifeState life, string[] merchants, uint taste)
    {
        var luck = life.Random.Unit();
        var choice = luck < 0.08 ? life.Random.Below(merchants.Length) : (int)(luck * luck * 4);
        return merchants[(int)((taste + (uint)choice) % (uint)merchants.Length)];
    }
}
