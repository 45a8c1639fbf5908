namespace PreDelinquency.Registry;

/// <summary>Rules that every kind of registry keeps.</summary>
internal static class RegistryRules
{
    /// <exception cref="ModelRegistryException">The version is taken by another bundle.</exception>
    public static void RequireSame(RegisteredModel there, BundleFiles bundle)
    {
        if (there.Fingerprint != bundle.Fingerprint)
            throw new ModelRegistryException($"version {bundle.Version} is taken by another bundle (fingerprint {there.Fingerprint[..12]}, not {bundle.Fingerprint[..12]}): a registered model never changes.") { Kind = RegistryProblem.Conflict };
    }

    /// <summary>Whoever had a role before may keep or change it: a champion that was lost or damaged must be replaceable.</summary>
    /// <exception cref="ModelRegistryException">A version that had no role before is not registered.</exception>
    public static void RequireRegistered(ModelRoles before, ModelRoles after, Func<string, bool> isRegistered)
    {
        foreach (var version in Versions(after).Except(Versions(before), StringComparer.Ordinal))
        {
            if (!isRegistered(version))
                throw Unknown(version);
        }
    }

    private static IEnumerable<string> Versions(ModelRoles roles) => Enum.GetValues<ModelRole>().Select(role => roles[role]).OfType<string>();

    public static ModelRegistryException Unknown(string version) => new($"there is no model {version} in the registry.") { Kind = RegistryProblem.Unknown };
}
