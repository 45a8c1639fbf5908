namespace PreDelinquency.Synthetic.Lives;

/// <summary>Draws depth and length of an episode and does what its first day does.</summary>
internal static class EpisodeBeginning
{
    public static EpisodeState Draw(LifeState life, EpisodeKind kind)
    {
        ref var random = ref life.Random;
        var episode = new EpisodeState { Kind = kind, Onset = life.Today };
        var income = life.Persona.Income;
        switch (kind)
        {
            case EpisodeKind.JobLoss:
                // Some are told weeks ahead. Depth is the benefit that will replace the salary.
                episode.Mark = life.Today + (random.Chance(0.6) ? random.Whole(7, 35) : 0);
                episode.Depth = random.Between(0.2, 0.42);
                episode.End = episode.Mark + EpisodeOutlook.LengthOf(kind).Draw(ref random);
                break;
            case EpisodeKind.HoursCut:
                episode.Depth = random.Between(0.2, 0.6);
                episode.End = life.Today + EpisodeOutlook.LengthOf(kind).Draw(ref random);
                break;
            case EpisodeKind.LateEmployer:
                episode.Depth = random.Between(0.3, 1);
                episode.End = life.Today + EpisodeOutlook.LengthOf(kind).Draw(ref random);
                break;
            case EpisodeKind.Illness:
                episode.Mark = life.Today + random.Whole(5, 20);
                episode.Depth = random.Between(0.25, 0.65);
                episode.End = life.Today + EpisodeOutlook.LengthOf(kind).Draw(ref random);
                break;
            case EpisodeKind.Divorce:
                episode.Depth = random.Between(0.3, 1.2);
                episode.Amount = (long)(episode.Depth * income);
                episode.End = life.Today + EpisodeOutlook.LengthOf(kind).Draw(ref random);
                life.Incomes[IncomeProcess.Partner].Active = false;
                life.Incomes[IncomeProcess.Partner].EarnedDays = 0;
                break;
            case EpisodeKind.HousingCostRise:
                episode.Depth = random.Between(0.12, 0.5);
                episode.End = life.Today + 150;
                foreach (ref var bill in life.Bills.AsSpan())
                {
                    if (bill.Category is Domain.Transactions.Category.Rent or Domain.Transactions.Category.Mortgage)
                        bill.Amount = (long)(bill.Amount * (1 + episode.Depth));
                }

                break;
            case EpisodeKind.OverBorrowing:
                episode.Depth = random.Between(0.4, 1.1);
                episode.Mark = life.Today + random.Whole(0, 40);
                episode.End = life.Today + EpisodeOutlook.LengthOf(kind).Draw(ref random);
                break;
            case EpisodeKind.Gambling:
                episode.Depth = random.Between(0.2, 0.9);
                episode.End = life.Today + EpisodeOutlook.LengthOf(kind).Draw(ref random);
                break;
            case EpisodeKind.Shock:
                episode.Depth = random.LogNormal(1.0, 0.5);
                episode.Amount = (long)(episode.Depth * income);
                episode.End = life.Today + 45;
                break;
            case EpisodeKind.Fraud:
                episode.Depth = random.Between(0.3, 1);
                episode.Mark = random.Chance(0.75) ? life.Today + random.Whole(8, 35) : 0;
                episode.End = life.Today + 40;
                break;
            case EpisodeKind.ParentalLeave:
                episode.Depth = random.Between(0.3, 0.7);
                episode.End = life.Today + random.Whole(80, 220);
                break;
            case EpisodeKind.HouseMove:
                episode.Depth = random.Between(0.4, 0.9);
                episode.Amount = (long)(episode.Depth * income);
                episode.End = life.Today + 45;
                EpisodeEnding.MoveHouse(life);
                break;
            case EpisodeKind.Holiday:
                episode.Depth = random.Between(0.1, 0.45);
                episode.Amount = (long)(episode.Depth * income);
                episode.Mark = life.Today + random.Whole(5, 60);
                episode.End = episode.Mark + random.Whole(5, 16);
                break;
            case EpisodeKind.BankChange:
                episode.Depth = 0.75;
                episode.End = life.Today + 60;
                EpisodeEnding.ChangeBank(life);
                break;
            case EpisodeKind.NewJobGap:
                episode.Mark = life.Today + random.Whole(10, 30);
                episode.End = episode.Mark + random.Whole(12, 45);
                episode.Depth = random.Between(1, 1.2);
                break;
        }

        return episode;
    }
}
