namespace PreDelinquency.Outreach.People;

/// <summary>Names that people act under.</summary>
internal static class PersonName
{
    /// <summary>Whether two names are one person's, whatever the case and spaces round it.</summary>
    public static bool IsSame(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
