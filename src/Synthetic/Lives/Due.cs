namespace PreDelinquency.Synthetic.Lives;

/// <summary>One month's claim of a <see cref="Lives.Bill"/>, until it is paid or given up.</summary>
internal struct Due
{
    /// <summary>Index of the bill.</summary>
    public int Bill;

    /// <summary>Day number.</summary>
    public int Date;

    /// <summary>Cents that must be paid at least.</summary>
    public long Amount;

    /// <summary>The day on which the person means to pay by hand, or the bank tries (again).</summary>
    public int PlanDay;

    /// <summary>Direct debits that came back.</summary>
    public int Attempts;

    /// <summary>The bank will try the direct debit on <see cref="PlanDay"/>.</summary>
    public bool ByBank;

    public bool Missed;

    public bool Settled;
}
