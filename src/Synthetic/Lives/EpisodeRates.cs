namespace PreDelinquency.Synthetic.Lives;

/// <summary>How often things happen, per customer and year before the person's own frailty and circumstances.</summary>
internal static class EpisodeRates
{
    private static readonly double[] PerYear = Declare();

    /// <summary>The chance per day that an episode of a kind begins in a life.</summary>
    public static double PerDay(LifeState life, EpisodeKind kind)
    {
        var persona = life.Persona;
        var rate = PerYear[(int)kind] / 365;
        if (kind.IsTrouble())
            rate *= persona.Frailty;
        var prepared = life.Savings > 0.6 * persona.Income;
        var applies = kind switch
        {
            EpisodeKind.JobLoss or EpisodeKind.LateEmployer => persona.Employed,
            EpisodeKind.HoursCut => persona.Employed || persona.PayRule == People.PayRule.Gig,
            EpisodeKind.Divorce => persona.PartnerIncome > 0 && life.Incomes[IncomeProcess.Partner].Active,
            EpisodeKind.ParentalLeave => persona is { Employed: true, Young: true, PartnerIncome: > 0 } && prepared,
            EpisodeKind.HouseMove => prepared,
            EpisodeKind.BankChange => !life.MovedBank,
            EpisodeKind.NewJobGap => persona.Employed && prepared,
            EpisodeKind.Holiday => life.Savings > 0.3 * persona.Income && life.Stress < 0.3,
            _ => true,
        };
        return applies ? rate : 0;
    }

    private static double[] Declare()
    {
        var rates = new double[EpisodeKinds.Count];
        rates[(int)EpisodeKind.JobLoss] = 0.065;
        rates[(int)EpisodeKind.HoursCut] = 0.08;
        rates[(int)EpisodeKind.LateEmployer] = 0.045;
        rates[(int)EpisodeKind.Illness] = 0.05;
        rates[(int)EpisodeKind.Divorce] = 0.05;
        rates[(int)EpisodeKind.HousingCostRise] = 0.09;
        rates[(int)EpisodeKind.OverBorrowing] = 0.075;
        rates[(int)EpisodeKind.Gambling] = 0.035;
        rates[(int)EpisodeKind.Shock] = 0.1;
        rates[(int)EpisodeKind.Fraud] = 0.015;
        rates[(int)EpisodeKind.ParentalLeave] = 0.5;
        rates[(int)EpisodeKind.HouseMove] = 0.14;
        rates[(int)EpisodeKind.Holiday] = 1.5;
        rates[(int)EpisodeKind.BankChange] = 0.015;
        rates[(int)EpisodeKind.NewJobGap] = 0.16;
        return rates;
    }
}
