namespace PreDelinquency.Synthetic.Lives;

/// <summary>Lets episodes begin and end, and sums up what the running ones do to a day.</summary>
internal static class EpisodeProcess
{
    private const int MostAtOnce = 3;

    /// <summary>Brings episodes to the state of this day and puts the outlays that they cause on the agenda.</summary>
    public static void Step(LifeState life, ref Agenda agenda)
    {
        if (life.EpisodeCount < MostAtOnce)
            MayBegin(life);
        life.Pressure = Pressure.None;
        if (life.MovedBank)
            life.Pressure.Visible = 0.25;
        for (var i = life.EpisodeCount - 1; i >= 0; i--)
        {
            ref var episode = ref life.Episodes[i];
            if (life.Today > episode.End)
            {
                EpisodeEnding.Close(life, episode);
                life.Episodes[i] = life.Episodes[--life.EpisodeCount];
            }
            else
            {
                Press(life, ref episode, ref agenda);
            }
        }
    }

    private static void MayBegin(LifeState life)
    {
        // One draw a day decides over all kinds: the draw that is below the sum of rates falls into one of them.
        var luck = life.Random.Unit();
        if (luck > 0.02)
            return;
        for (var kind = (EpisodeKind)0; (int)kind < EpisodeKinds.Count; kind++)
        {
            luck -= EpisodeRates.PerDay(life, kind);
            if (luck >= 0)
                continue;
            for (var i = 0; i < life.EpisodeCount; i++)
            {
                if (life.Episodes[i].Kind == kind)
                    return;
            }

            var episode = EpisodeBeginning.Draw(life, kind);
            life.Episodes[life.EpisodeCount++] = episode;
            life.History = [.. life.History, episode.ToEpisode()];
            return;
        }
    }

    private static void Press(LifeState life, ref EpisodeState episode, ref Agenda agenda)
    {
        ref var pressure = ref life.Pressure;
        var today = life.Today;
        switch (episode.Kind)
        {
            case EpisodeKind.JobLoss:
                pressure.Worry = Math.Max(pressure.Worry, 0.35);
                if (today >= episode.Mark)
                {
                    pressure.OwnIncome = 0;
                    if (today >= episode.Mark + 35)
                        pressure.Support = episode.Depth;
                }

                break;
            case EpisodeKind.HoursCut:
                pressure.OwnIncome *= 1 - (episode.Depth * episode.Ramp(today, 21));
                break;
            case EpisodeKind.LateEmployer:
                pressure.PayDelay = (int)(episode.Depth * 20 * episode.Ramp(today, 75));
                break;
            case EpisodeKind.Illness:
                pressure.Health *= 1 + (6 * episode.Depth);
                pressure.Discretionary *= 0.7;
                if (today >= episode.Mark)
                    pressure.OwnIncome *= 1 - episode.Depth;
                break;
            case EpisodeKind.Divorce:
                pressure.Worry = Math.Max(pressure.Worry, 0.15);
                PayInstalment(ref episode, today, 30, ref agenda);
                break;
            case EpisodeKind.HousingCostRise:
                break;
            case EpisodeKind.OverBorrowing:
                pressure.Discretionary *= 1 + (episode.Depth * episode.Ramp(today, 45));
                if (today == episode.Mark)
                    agenda.Add(36_000, IntentKind.TakesLoan);
                break;
            case EpisodeKind.Gambling:
                pressure.Bets += 0.3 + (1.6 * episode.Ramp(today, 70));
                pressure.Stake = life.Persona.Income * episode.Depth / 60;
                break;
            case EpisodeKind.Shock:
                PayInstalment(ref episode, today, 14, ref agenda);
                break;
            case EpisodeKind.Fraud:
                Defraud(life, ref episode, ref agenda);
                break;
            case EpisodeKind.ParentalLeave:
                pressure.OwnIncome *= 1 - episode.Depth;
                pressure.Support = Math.Max(pressure.Support, episode.Depth * 0.6);
                pressure.Shopping *= episode.Ramp(today, 40) < 1 ? 1.5 : 1;
                pressure.Discretionary *= 0.75;
                break;
            case EpisodeKind.HouseMove:
                pressure.Shopping *= 1.7;
                PayInstalment(ref episode, today, 21, ref agenda);
                break;
            case EpisodeKind.Holiday:
                PayInstalment(ref episode, today, 400, ref agenda);
                pressure.Away = today >= episode.Mark;
                break;
            case EpisodeKind.BankChange:
                break;
            case EpisodeKind.NewJobGap:
                pressure.OwnIncome = today >= episode.Mark ? 0 : pressure.OwnIncome;
                break;
        }
    }

    /// <summary>Costs that come in parts: a share of what is left on the first day and after every interval.</summary>
    private static void PayInstalment(ref EpisodeState episode, int today, int interval, ref Agenda agenda)
    {
        if (episode.Amount <= 0 || (today - episode.Onset) % interval != 0)
            return;
        var part = interval > 365 || episode.Amount < 20_000 ? episode.Amount : episode.Amount * 6 / 10;
        episode.Amount -= part;
        agenda.Add(39_600, IntentKind.Outlay, (int)episode.Kind, part);
    }

    private static void Defraud(LifeState life, ref EpisodeState episode, ref Agenda agenda)
    {
        if (life.Today <= episode.Onset + 1)
        {
            for (var i = life.Random.Whole(2, 5); i > 0; i--)
                agenda.Add(life.Random.Whole(300, 18_000), IntentKind.FraudulentPurchase, 0, (long)(episode.Depth * life.Persona.Income * life.Random.Between(0.05, 0.25)));
        }
        else if (life.Today == episode.Mark && episode.Amount > 0)
        {
            agenda.Add(34_000, IntentKind.Refund, 0, episode.Amount);
            episode.Amount = 0;
        }
    }
}
