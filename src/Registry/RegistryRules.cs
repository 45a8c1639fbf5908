namespace PreDelinquency.Registry;

/// <summary>Rules that every kind of registry keeps.</summary>
internal static class RegistryRules
{
    /// <summary>What a registry answers where the version is there already.</summary>
    /// <param name="there">What was registered first.</param>
    /// <param name="kept">Its files as they are now, by name.</param>
    /// <param name="bundle">What was handed in.</param>
    /// <exception cref="ModelRegistryException">The version is taken by a bundle that judges otherwise.</exception>
    public static RegisteredModel Kept(RegisteredModel there, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> kept, BundleFiles bundle)
    {
        if (there.Fingerprint == bundle.Fingerprint)
            return there;
        string[] differing =
        [
            .. kept.Keys.Union(bundle.Contents.Keys, StringComparer.Ordinal)
                .Where(name => !kept.TryGetValue(name, out var mine) || !bundle.Contents.TryGetValue(name, out var theirs) || !mine.Span.SequenceEqual(theirs.Span))
                .Order(StringComparer.Ordinal),
        ];
        if (!bundle.AreThoseOf(there.Fingerprint) && differing.Any(BundleFiles.Judges))
            throw new ModelRegistryException($"version {bundle.Version} is taken by another bundle ({string.Join(", ", differing)} differ): a registered model never changes.") { Kind = RegistryProblem.Conflict };
        return there with { Differing = differing };
    }

    /// <exception cref="Domain.Risk.ModelBundleException">The files are not those that were registered.</exception>
    public static BundleFiles RequireUnchanged(BundleFiles bundle, string fingerprint, IReadOnlyList<string>? names, string source)
    {
        var missing = (names ?? []).Except(bundle.Contents.Keys, StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
            throw new Domain.Risk.ModelBundleException($"{source}: {string.Join(", ", missing)} was registered and is missing.");
        return bundle.AreThoseOf(fingerprint) ? bundle : throw new Domain.Risk.ModelBundleException($"{source}: has changed since it was registered.");
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

    /// <summary>Who has a role and is not there is listed as damaged.</summary>
    public static RegistryListing WithMissing(RegistryListing listing, ModelRoles roles)
    {
        var known = listing.Models.Select(model => model.Version).Concat(listing.Damaged.Keys).ToHashSet(StringComparer.Ordinal);
        var damaged = new SortedDictionary<string, string>(listing.Damaged.ToDictionary(), StringComparer.Ordinal);
        foreach (var version in Versions(roles).Where(version => !known.Contains(version)))
            damaged.TryAdd(version, $"model {version} is {string.Join(" and ", roles.Of(version).Select(RoleNames.Of))}, and its files are not there.");
        return listing with { Damaged = damaged };
    }

    private static IEnumerable<string> Versions(ModelRoles roles) => Enum.GetValues<ModelRole>().Select(role => roles[role]).OfType<string>();

    public static ModelRegistryException Unknown(string version) => new($"there is no model {version} in the registry.") { Kind = RegistryProblem.Unknown };
}
