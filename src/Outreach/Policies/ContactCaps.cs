namespace PreDelinquency.Outreach.Policies;

/// <summary>
/// Most contacts in a rolling window. Attempts are what Regulation F counts in its seven calls within seven days
/// (12 CFR 1006.14(b)(2)(i)), unanswered ones included.
/// </summary>
/// <param name="Days">Length of the window in days of 24 hours, 1 to 31.</param>
/// <param name="Contacts">Most messages sent and calls that reached somebody, over all channels; 1 to 100.</param>
/// <param name="AttemptsPerChannel">Most attempts on one channel; 1 to 100.</param>
public sealed record ContactCaps(int Days, int Contacts, int AttemptsPerChannel)
{
    /// <summary>The window.</summary>
    public TimeSpan Window => TimeSpan.FromDays(Days);
}
