namespace PreDelinquency.Domain.Risk;

/// <summary>
/// A span of raised risk. It opens when the level first reaches MEDIUM, and closes when the level has been LOW for
/// <see cref="QuietDaysToClose"/> days; within it each level leads to at most one intervention.
/// </summary>
/// <param name="Highest">The highest level that led to an intervention in this episode.</param>
/// <param name="OpenedDay">Local day number on which it opened; 0 where none is open.</param>
/// <param name="LastRaisedDay">The last local day on which the level was above LOW.</param>
internal readonly record struct Episode(RiskLevel Highest, int OpenedDay, int LastRaisedDay)
{
    public const int QuietDaysToClose = 14;

    public bool IsOpen => OpenedDay != 0;

    /// <summary>The episode after a day's level.</summary>
    public Episode After(RiskLevel level, int day)
    {
        var open = IsOpen && day - LastRaisedDay > QuietDaysToClose ? default : this;
        if (level == RiskLevel.Low)
            return open;
        return open.IsOpen ? open with { LastRaisedDay = day } : new Episode(RiskLevel.Low, day, day);
    }
}
