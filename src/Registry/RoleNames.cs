namespace PreDelinquency.Registry;

/// <summary>Roles as people and programs write them.</summary>
public static class RoleNames
{
    /// <summary>The roles that are given by name; the others come from promotions and rollbacks.</summary>
    public static IReadOnlyList<string> Given { get; } = [Of(ModelRole.Challenger), Of(ModelRole.Shadow)];

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
