using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.People;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>What remains when an episode is over, and the changes of circumstances that stay.</summary>
internal static class EpisodeEnding
{
    public static void Close(LifeState life, in EpisodeState episode)
    {
        switch (episode.Kind)
        {
            case EpisodeKind.JobLoss:
                IncomeProcess.StartNewJob(life, life.Random.Between(0.85, 1.08));
                break;
            case EpisodeKind.NewJobGap:
                IncomeProcess.StartNewJob(life, episode.Depth);
                break;
            case EpisodeKind.OverBorrowing:
                // A debt adviser stretches the loans and the person lives smaller from now on.
                foreach (ref var bill in life.Bills.AsSpan())
                {
                    if (bill.Category == Category.LoanPayment && bill.Remaining > 0)
                    {
                        bill.Amount = bill.Amount * 6 / 10;
                        bill.Remaining = bill.Remaining * 5 / 3;
                    }
                }

                life.Habit *= 0.85;
                break;
            case EpisodeKind.Gambling:
                life.Habit *= 0.95;
                break;
            case EpisodeKind.Divorce:
                // The household shrinks: smaller home, fewer mouths.
                foreach (ref var bill in life.Bills.AsSpan())
                {
                    if (bill.Category is Category.Rent or Category.Mortgage)
                        bill.Amount = bill.Amount * 7 / 10;
                }

                life.Habit *= 0.75;
                break;
        }
    }

    /// <summary>Another landlord, another due day, a slightly different rent.</summary>
    public static void MoveHouse(LifeState life)
    {
        foreach (ref var bill in life.Bills.AsSpan())
        {
            if (bill.Category != Category.Rent)
                continue;
            bill.Amount = (long)(bill.Amount * life.Random.Between(0.92, 1.12));
            bill.Merchant = Merchants.Landlords[life.Random.Below(Merchants.Landlords.Length)];
            bill.DueDay = life.Random.Whole(1, 10);
            bill.NextDue = bill.DueAfter(Math.Max(life.Today + 7, bill.NextDue));
        }
    }

    /// <summary>Income and most bills go to another bank; this account is fed by transfers and fades.</summary>
    public static void ChangeBank(LifeState life)
    {
        life.MovedBank = true;
        life.OtherBank += life.Savings;
        life.Savings = 0;
        foreach (ref var bill in life.Bills.AsSpan())
        {
            if (!bill.IsCard && life.Random.Chance(0.8))
                bill.Active = false;
        }
    }
}
