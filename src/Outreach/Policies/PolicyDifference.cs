namespace PreDelinquency.Outreach.Policies;

/// <summary>A value that two policies or their texts do not have in common.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Key">Where in it, like <c>levels.high.priority</c>; entries of a list of groups by their number from 1, like <c>written[1].text</c>.</param>
/// <param name="Before">In the one; null where it is not there.</param>
/// <param name="After">In the other; null where it is not there. Not both are null.</param>
public sealed record PolicyDifference(string File, string Key, string? Before, string? After)
{
    /// <summary>What one policy has to become for another. Empty where they differ in comments or layout alone.</summary>
    /// <returns>In order of files, and within one in the order of the policy that it becomes, what is gone last.</returns>
    public static IReadOnlyList<PolicyDifference> Between(PolicyBundle before, PolicyBundle after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var former = before.Values.ToDictionary(value => (value.File, value.Key), value => value.Value);
        var changed = after.Values
            .Where(value => former.GetValueOrDefault((value.File, value.Key)) != value.Value)
            .Select(value => new PolicyDifference(value.File, value.Key, former.GetValueOrDefault((value.File, value.Key)), value.Value));
        var kept = after.Values.Select(value => (value.File, value.Key)).ToHashSet();
        var gone = before.Values
            .Where(value => !kept.Contains((value.File, value.Key)))
            .Select(value => new PolicyDifference(value.File, value.Key, value.Value, null));
        return [.. changed.Concat(gone).OrderBy(difference => difference.File, StringComparer.Ordinal)];
    }
}
