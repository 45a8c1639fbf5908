namespace PreDelinquency.Synthetic;

/// <summary>What can come over a simulated life: troubles, which may lead to missed payments, and look-alikes, which need not.</summary>
public enum EpisodeKind : byte
{
    JobLoss,
    HoursCut,
    LateEmployer,
    Illness,
    Divorce,
    HousingCostRise,
    OverBorrowing,
    Gambling,
    Shock,
    Fraud,
    ParentalLeave,
    HouseMove,
    Holiday,
    BankChange,
    NewJobGap,
}
