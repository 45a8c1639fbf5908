namespace PreDelinquency.Domain.Profiles;

/// <summary>How often regular income comes in.</summary>
public enum PayCycle : byte
{
    Monthly,
    Fortnightly,
    Weekly,
    Irregular,
}
