namespace PreDelinquency.Outreach.Policies;

/// <summary>Whether contacts leave the house.</summary>
public enum OutreachMode : byte
{
    /// <summary>All is decided, rendered and recorded; nothing is sent.</summary>
    DryRun,

    Live,
}
