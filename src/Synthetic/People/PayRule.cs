namespace PreDelinquency.Synthetic.People;

/// <summary>When an income is paid. Where a pay day falls on a weekend, salaries come on the working day before.</summary>
internal enum PayRule : byte
{
    /// <summary>A fixed day of the month.</summary>
    DayOfMonth,

    /// <summary>The month's last working day.</summary>
    LastWorkingDay,

    /// <summary>Every fourth week, as benefits do.</summary>
    FourWeekly,
    Fortnightly,
    Weekly,

    /// <summary>Every few days, as much as was earned.</summary>
    Gig,
}
