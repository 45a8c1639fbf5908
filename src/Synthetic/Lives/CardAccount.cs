using PreDelinquency.Synthetic.People;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>The credit card: another account, so its purchases are not seen on this one; only the payments are.</summary>
internal static class CardAccount
{
    private const double MonthlyInterest = 0.018;
    private const double MinimumShare = 0.03;

    /// <summary>Charges a purchase if the limit allows it.</summary>
    public static bool TryCharge(LifeState life, long cents)
    {
        if (life.CardDebt + cents > life.CardLimit)
            return false;
        life.CardDebt += cents;
        return true;
    }

    /// <summary>Writes the monthly statement; false when nothing is owed.</summary>
    public static bool Bill(LifeState life, ref Bill bill)
    {
        if (life.CardDebt < life.Persona.Units(2))
        {
            bill.Amount = 0;
            return false;
        }

        if (!life.Persona.PaysCardInFull)
            life.CardDebt += (long)(life.CardDebt * MonthlyInterest);
        bill.Amount = life.Persona.PaysCardInFull ? life.CardDebt : Minimum(life);
        return true;
    }

    /// <summary>The least that must be paid in cents.</summary>
    public static long Minimum(LifeState life) =>
        Math.Min(life.CardDebt, Math.Max(life.Persona.Units(25), (long)(life.CardDebt * MinimumShare)));

    /// <summary>What the person pays of the debt, at least the minimum, given how things stand.</summary>
    public static long Chosen(LifeState life, long minimum, out string merchant)
    {
        var persona = life.Persona;
        merchant = Merchants.MinimumCardPayment;
        if (life.Stress > 0.45 + (0.3 * life.Random.Unit()))
            return minimum;
        var spare = life.Available - life.CommittedUpTo(life.NextIncome) - (long)(life.LivingPerDay * life.DaysToIncome * 0.6);
        var wanted = persona.PaysCardInFull ? life.CardDebt : Math.Max(minimum * 2, life.CardDebt / 8);
        wanted = Math.Min(wanted, life.CardDebt);
        if (spare < wanted && life.Savings > wanted && persona.PaysCardInFull)
            spare = Math.Min(wanted, life.Available);
        if (spare <= minimum)
            return minimum;
        merchant = wanted == life.CardDebt && spare >= wanted ? Merchants.FullCardPayment : Merchants.PartialCardPayment;
        return Math.Clamp(Math.Min(spare, wanted), minimum, Math.Max(minimum, life.CardDebt));
    }
}
