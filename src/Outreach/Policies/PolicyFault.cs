namespace PreDelinquency.Outreach.Policies;

/// <summary>One thing that is wrong with a policy.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line in it, from 1.</param>
/// <param name="Place">The key, like <c>levels.high.priority</c>; empty where the file as a whole is meant.</param>
/// <param name="Value">What stands there, shortened to 80 characters; null where nothing does.</param>
/// <param name="Rule">What must hold.</param>
public sealed record PolicyFault(string File, long Line, string Place, string? Value, string Rule)
{
    private const int LongestValue = 80;

    /// <summary>Like <c>policy.yaml:12: levels.high.priority must be 1 to 9, not '0'</c>.</summary>
    public override string ToString() =>
        $"{File}:{Line}: {(Place.Length > 0 ? $"{Place} " : "")}{Rule}{(Value is null ? "" : $", not '{Shown(Value)}'")}";

    private static string Shown(string value)
    {
        var line = value.ReplaceLineEndings(" ");
        return line.Length <= LongestValue ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[LongestValue - 2]) ? LongestValue - 2 : LongestValue - 1), "…");
    }
}
