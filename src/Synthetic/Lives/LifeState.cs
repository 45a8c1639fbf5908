using PreDelinquency.Synthetic.People;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>
/// All that changes in a life, in one flat object: copying it is one memberwise clone and four small arrays, so that a
/// life can be lived forward many times from the same moment. Amounts are cents, days are day numbers.
/// </summary>
internal sealed class LifeState(Persona persona)
{
    public readonly Persona Persona = persona;
    public Randomness Random;
    public int Today;

    /// <summary>Seconds since 1 January 0001 UTC of the last transaction: times never repeat or go back.</summary>
    public long LastSecond;

    /// <summary>Transactions recorded so far.</summary>
    public int Sequence;

    public long Balance;
    public long Overdraft;
    public long Savings;

    /// <summary>Money at another bank.</summary>
    public long OtherBank;

    /// <summary>Notes in the pocket that were withdrawn for safety.</summary>
    public long Pocket;

    public long CardDebt;
    public long CardLimit;

    /// <summary>Owed to a payday lender, and when.</summary>
    public long PaydayDebt;
    public int PaydayDue;
    public int PaydayRollovers;

    /// <summary>Feeling of shortage, 0 to 1; follows the facts slowly.</summary>
    public double Stress;

    /// <summary>Standard of living against that of the first day: it adapts over months.</summary>
    public double Habit = 1;

    public long LastWealth;
    public int NextReview;

    /// <summary>When money is expected next, as far as the person knows.</summary>
    public int NextIncome;

    /// <summary>Earliest day on which family helps again, and on which a bank lends again.</summary>
    public int NextFamilyHelp;
    public int NextBankLoan;

    /// <summary>Day on which something is put aside; 0 for none planned.</summary>
    public int SavingDay;

    /// <summary>First day on which a reminder no longer helps, and on which payments are no longer lowered; 0 where there was none.</summary>
    public int HeedsUntil;
    public int ReliefUntil;

    /// <summary>Income and most bills went to another bank.</summary>
    public bool MovedBank;

    public Pressure Pressure = Pressure.None;
    public IncomeStream[] Incomes = [];
    public Bill[] Bills = [];
    public Due[] Dues = new Due[12];
    public int DueCount;
    public EpisodeState[] Episodes = new EpisodeState[4];
    public int EpisodeCount;

    /// <summary>Everything that ever began, for reports; never changed in place, so copies share it.</summary>
    public Episode[] History = [];

    public long Available => Balance + Overdraft;

    /// <summary>Cents that everyday essentials take per day.</summary>
    public double EssentialsPerDay => Persona.Budgets[SpendKind.Groceries] * 0.8 / 30 * Habit;

    /// <summary>Cents that everyday life takes per day when nothing presses.</summary>
    public double LivingPerDay { get; set; }

    public int DaysToIncome => Math.Clamp(NextIncome - Today, 1, 35);

    public LifeState Copy()
    {
        var copy = (LifeState)MemberwiseClone();
        copy.Incomes = (IncomeStream[])Incomes.Clone();
        copy.Bills = (Bill[])Bills.Clone();
        copy.Dues = (Due[])Dues.Clone();
        copy.Episodes = (EpisodeState[])Episodes.Clone();
        return copy;
    }

    /// <summary>Cents of bills and arrears that fall due up to a day.</summary>
    public long CommittedUpTo(int day)
    {
        long sum = PaydayDebt > 0 && PaydayDue <= day ? PaydayDebt : 0;
        for (var i = 0; i < DueCount; i++)
        {
            ref var due = ref Dues[i];
            if (!due.Settled && due.Date <= day)
                sum += due.Amount;
        }

        foreach (ref var bill in Bills.AsSpan())
        {
            if (bill.Active && bill.NextDue <= day)
                sum += bill.Amount;
        }

        return sum;
    }

    public void AddBill(in Bill bill)
    {
        Array.Resize(ref Bills, Bills.Length + 1);
        Bills[^1] = bill;
    }

    public void AddDue(in Due due)
    {
        if (DueCount == Dues.Length)
            Array.Resize(ref Dues, Dues.Length * 2);
        Dues[DueCount++] = due;
    }

    public void DropSettledDues()
    {
        var kept = 0;
        for (var i = 0; i < DueCount; i++)
        {
            if (!Dues[i].Settled)
                Dues[kept++] = Dues[i];
        }

        DueCount = kept;
    }
}
