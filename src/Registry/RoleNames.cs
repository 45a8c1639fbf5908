namespace PreDelinquency.Registry;

/// <summary>Roles as people and programs write them.</summary>
public static class RoleNames
{
    /// <summary>All names, in the order of the roles.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<ModelRole>().Select(Of)];

    public static string Of(ModelRole role) => role switch
    {
        ModelRole.Champion => "champion",
        ModelRole.Challenger => "challenger",
        ModelRole.Shadow => "shadow",
        ModelRole.Previous => "previous",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "is no role."),
    };

    public static bool TryParse(string name, out ModelRole role)
    {
        foreach (var candidate in Enum.GetValues<ModelRole>())
        {
            if (Of(candidate) == name)
            {
                role = candidate;
                return true;
            }
        }

        role = default;
        return false;
    }
}
