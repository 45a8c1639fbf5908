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

    /// <exception cref="ModelRegistryException">A role names a version that is not registered.</exception>
    public static void RequireRegistered(ModelRoles roles, Func<string, bool> isRegistered)
    {
        foreach (var version in Enum.GetValues<ModelRole>().Select(role => roles[role]).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (!isRegistered(version))
                throw Unknown(version);
        }
    }

    public static ModelRegistryException Unknown(string version) => new($"there is no model {version} in the registry.") { Kind = RegistryProblem.Unknown };
}
