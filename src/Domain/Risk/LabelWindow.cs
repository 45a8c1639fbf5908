namespace PreDelinquency.Domain.Risk;

/// <summary>The span after a cut-off in which a missed payment makes the label 1: more than 14, at most 30 days later.</summary>
public static class LabelWindow
{
    /// <summary>A payment missed up to so many days after the cut-off comes too soon for help, and does not count.</summary>
    public const int AfterDays = 14;

    /// <summary>Last day of the window, counted from the cut-off.</summary>
    public const int UpToDays = 30;

    /// <summary>Whether a payment that became missed on a day counts for a cut-off.</summary>
    /// <param name="cutOffDay">Day number at whose end the features were taken.</param>
    /// <param name="missedDay">Day number on which the payment became missed.</param>
    public static bool Contains(int cutOffDay, int missedDay) => missedDay > cutOffDay + AfterDays && missedDay <= cutOffDay + UpToDays;
}
