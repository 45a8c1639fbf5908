namespace PreDelinquency.Outreach.Alerting;

/// <summary>From where on the operations team is told.</summary>
public sealed record AlertLimits
{
    /// <summary>Tries that a channel did not take, of one message: about two minutes.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>A store or an engine that is restarted is back before this.</summary>
    public TimeSpan RoundPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What a program sends waits no longer than this.</summary>
    public TimeSpan OutboxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What people call waits no longer than this.</summary>
    public TimeSpan CallAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Who replied or accepted waits for somebody no longer than this.</summary>
    public TimeSpan AnswerAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>More messages than an ordinary burst leaves in a broker.</summary>
    public long ConsumerLag { get; init; } = 100_000;

    /// <summary>A burst is caught up with after this.</summary>
    public TimeSpan LagPatience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Standard errors by which the share at high risk may lie off that of the day before by chance: one look in 16,000 is further off (two-sided normal).</summary>
    public double Deviations { get; init; } = 4;

    /// <summary>Times the share of the day before.</summary>
    public double HighRiskRatio { get; init; } = 1.5;

    /// <summary>Times the customers of the day before: where there are more, the share is another one because of who came.</summary>
    public double CustomerRatio { get; init; } = 1.1;

    /// <summary>Fewer customers are not compared.</summary>
    public int LeastCustomers { get; init; } = 200;
}
