namespace PreDelinquency.Gateway.Contracts;

/// <summary>The contact policy in force.</summary>
public sealed record PolicyDocument
{
    /// <summary>Name and fingerprint.</summary>
    public required string Version { get; init; }

    /// <summary>dry_run or live.</summary>
    public required string Mode { get; init; }

    /// <summary>Whether a change while the program runs takes two persons.</summary>
    public required bool TwoPersons { get; init; }

    public required string DefaultTimeZone { get; init; }

    /// <summary>Languages that there are texts in.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>In the customer's own zone, like <c>08:00-21:00</c>.</summary>
    public required string ContactHours { get; init; }

    /// <summary>Length of the rolling window in days.</summary>
    public required int CapDays { get; init; }

    /// <summary>Most contacts in the window, over all channels.</summary>
    public required int CapContacts { get; init; }

    /// <summary>Most attempts in the window on one channel.</summary>
    public required int CapAttemptsPerChannel { get; init; }

    /// <summary>The most urgent first.</summary>
    public required IReadOnlyList<PolicyLevelDocument> Levels { get; init; }

    /// <summary>Contacts a day, by channel.</summary>
    public required IReadOnlyDictionary<string, int> DailyBudget { get; init; }

    public required IReadOnlyList<string> BlockingSuppressions { get; init; }

    /// <summary>The version in the folder that waits for two persons; null where there is none.</summary>
    public required string? Waiting { get; init; }

    /// <summary>What it would change, value by value; empty where nothing waits, or where it differs in comments or layout alone.</summary>
    public required IReadOnlyList<PolicyDifferenceDocument> Differences { get; init; }

    /// <summary>What is wrong with the policy in the folder, which therefore is not used.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Latest first, up to 100.</summary>
    public required IReadOnlyList<PolicyChangeDocument> Changes { get; init; }
}
