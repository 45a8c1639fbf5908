using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Levels as they stand on the wire: LOW, MEDIUM, HIGH, CRITICAL.</summary>
internal static class RiskLevels
{
    private static readonly RiskLevel[] Levels = Enum.GetValues<RiskLevel>();
    private static readonly string[] Names = [.. Levels.Select(l => l.ToString().ToUpperInvariant())];

    /// <summary>All names, lowest first, for messages.</summary>
    public static string All { get; } = string.Join(", ", Names);

    public static string Name(RiskLevel level) => Names[(int)level];

    /// <summary>Finds the level of a name; its case does not matter.</summary>
    public static bool TryParse(string? name, out RiskLevel level)
    {
        var index = Array.FindIndex(Names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        level = index >= 0 ? Levels[index] : default;
        return index >= 0;
    }
}
