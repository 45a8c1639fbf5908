namespace PreDelinquency.Registry;

/// <summary>Who has which role: versions of registered models, null where nobody has it. Immutable.</summary>
public sealed record ModelRoles
{
    /// <summary>A new registry's.</summary>
    public static readonly ModelRoles None = new();

    /// <summary>Grows by one with every change; 0 before the first.</summary>
    public long Revision { get; init; }

    public string? Champion { get; init; }

    public string? Challenger { get; init; }

    public string? Shadow { get; init; }

    public string? Previous { get; init; }

    public string? this[ModelRole role] => role switch
    {
        ModelRole.Champion => Champion,
        ModelRole.Challenger => Challenger,
        ModelRole.Shadow => Shadow,
        ModelRole.Previous => Previous,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "is no role."),
    };

    /// <summary>The roles of a version, in the order of their declaration.</summary>
    public IEnumerable<ModelRole> Of(string version) => Enum.GetValues<ModelRole>().Where(role => this[role] == version);

    /// <summary>
    /// Makes a version the champion and the champion the previous one; who was the challenger or the shadow has become what
    /// it was tried for. The champion promoted again changes nothing.
    /// </summary>
    public ModelRoles Promoted(string version) => version == Champion
        ? this
        : this with
        {
            Champion = version,
            Previous = Champion,
            Challenger = Challenger == version ? null : Challenger,
            Shadow = Shadow == version ? null : Shadow,
        };

    /// <summary>Makes the previous champion the champion again, and the champion the previous one.</summary>
    /// <exception cref="ModelRegistryException">There is no previous one.</exception>
    public ModelRoles RolledBack() => Previous is { } previous
        ? Promoted(previous)
        : throw new ModelRegistryException("there is no previous champion to go back to.") { Kind = RegistryProblem.Conflict };

    /// <summary>Gives the role of challenger or shadow to a version, or to nobody.</summary>
    /// <exception cref="ModelRegistryException">The role is one that only a promotion or a rollback gives, or the champion would be its own shadow.</exception>
    public ModelRoles With(ModelRole role, string? version) => role switch
    {
        ModelRole.Challenger => this with { Challenger = version },
        ModelRole.Shadow when version is not null && version == Champion =>
            throw new ModelRegistryException($"{version} is the champion; as its own shadow it would only say the same again.") { Kind = RegistryProblem.Conflict },
        ModelRole.Shadow => this with { Shadow = version },
        _ => throw new ModelRegistryException($"the role {RoleNames.Of(role)} comes from a promotion or a rollback only.") { Kind = RegistryProblem.Conflict },
    };
}
