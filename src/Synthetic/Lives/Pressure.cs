namespace PreDelinquency.Synthetic.Lives;

/// <summary>What the running episodes do to one day. The default instance of <see cref="None"/> is a day like any other.</summary>
internal struct Pressure
{
    public static readonly Pressure None = new()
    {
        OwnIncome = 1,
        PartnerIncome = 1,
        Discretionary = 1,
        Shopping = 1,
        Health = 1,
        Visible = 1,
    };

    /// <summary>Factor on the day's own earnings.</summary>
    public double OwnIncome;

    /// <summary>Factor on the day's earnings of the partner.</summary>
    public double PartnerIncome;

    /// <summary>Days by which an employer pays late.</summary>
    public int PayDelay;

    /// <summary>Factor on dining, shopping and travel.</summary>
    public double Discretionary;

    /// <summary>Factor on shopping alone.</summary>
    public double Shopping;

    /// <summary>Factor on health spending.</summary>
    public double Health;

    /// <summary>Bets per day.</summary>
    public double Bets;

    /// <summary>Median cents of a bet.</summary>
    public double Stake;

    /// <summary>On a journey.</summary>
    public bool Away;

    /// <summary>Worry beyond what the account shows: bad news that has not arrived in it yet.</summary>
    public double Worry;

    /// <summary>Share of everyday spending that this bank still sees.</summary>
    public double Visible;

    /// <summary>Benefit that replaces lost income, as a share of the own income.</summary>
    public double Support;
}
