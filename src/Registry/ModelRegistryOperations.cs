using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Registry;

/// <summary>What people ask of a registry, alike for every kind of it.</summary>
public static class ModelRegistryOperations
{
    /// <summary>Loads a model ready to score.</summary>
    /// <exception cref="ModelRegistryException">There is no such model.</exception>
    /// <exception cref="ModelBundleException">This program cannot use it; the message names the features that differ.</exception>
    public static async Task<ModelBundle> LoadAsync(this IModelRegistry registry, string version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return (await registry.ReadAsync(version, cancellationToken)).ToModel();
    }

    /// <summary>Makes a model the champion. One that this program cannot use, or of which <see cref="Promotion.Doubts"/> speaks, is refused.</summary>
    /// <exception cref="ModelRegistryException">There is no such model, or it is unproven.</exception>
    /// <exception cref="ModelBundleException">This program cannot use it; the message names the features that differ.</exception>
    public static Task<ModelRoles> PromoteAsync(this IModelRegistry registry, string version, CancellationToken cancellationToken) =>
        registry.PromoteAsync(version, isForced: false, by: null, cancellationToken);

    /// <summary>Makes a model the champion. One that this program cannot use is refused. The champion again changes nothing, and so needs no proof.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="version">The model.</param>
    /// <param name="isForced">Whether it becomes so even where it is unproven; the history then says so.</param>
    /// <param name="by">Who does it, for the history; null where nobody says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ModelRegistryException">There is no such model, or it is unproven and that is not forced.</exception>
    /// <exception cref="ModelBundleException">This program cannot use it; the message names the features that differ.</exception>
    public static async Task<ModelRoles> PromoteAsync(this IModelRegistry registry, string version, bool isForced, string? by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var model = await registry.LoadAsync(version, cancellationToken);
        var before = await registry.ReadRolesAsync(cancellationToken);
        if (before.Champion == version)
            return before;
        var doubts = Doubts(model, isForced, "promoted");
        return await registry.ChangeRolesAsync(Told($"promote {version}", doubts), by, roles => roles.Promoted(version), cancellationToken);
    }

    /// <summary>Makes the previous champion the champion again. One that this program cannot use is refused.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="from">The champion to leave; where another one is the champion by now, nothing is done. Null for whoever it is.</param>
    /// <param name="isForced">Whether it becomes so even where it is unproven; the history then says so.</param>
    /// <param name="by">Who does it, for the history; null where nobody says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ModelRegistryException">There is no such model or no previous one, the champion is another, or the previous one is unproven and that is not forced.</exception>
    /// <exception cref="ModelBundleException">This program cannot use the previous one.</exception>
    public static async Task<ModelRoles> RollbackAsync(this IModelRegistry registry, string? from, bool isForced, string? by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        if (from is not null)
            await RequireAsync(registry, from, cancellationToken);
        var before = await registry.ReadRolesAsync(cancellationToken);
        var target = Change(before).Champion!;
        var doubts = target == before.Champion ? 0 : Doubts(await registry.LoadAsync(target, cancellationToken), isForced, "made the champion again");
        return await registry.ChangeRolesAsync(Told($"roll back to {target}", doubts), by, Change, cancellationToken);

        ModelRoles Change(ModelRoles roles)
        {
            if ((from is not null && roles.Champion != from) || roles.Champion != before.Champion)
                throw new ModelRegistryException($"the champion is {roles.Champion ?? "nobody"}, not {from ?? before.Champion}.") { Kind = RegistryProblem.Conflict };

            // The same champion may have been away and come back: the previous one is then not who was looked at.
            if (roles.Revision != before.Revision)
                throw new ModelRegistryException($"roles were changed meanwhile (revision {roles.Revision}, not {before.Revision}); nothing was rolled back.") { Kind = RegistryProblem.Conflict };
            return roles.RolledBack();
        }
    }

    /// <summary>Gives the role of challenger or shadow to a model, or to nobody.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="role">Which role.</param>
    /// <param name="version">The model; null for nobody.</param>
    /// <param name="by">Who does it, for the history; null where nobody says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ModelRegistryException">There is no such model, or the role comes from a promotion only.</exception>
    /// <exception cref="ModelBundleException">This program cannot use it.</exception>
    public static async Task<ModelRoles> AssignAsync(this IModelRegistry registry, ModelRole role, string? version, string? by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        if (version is not null)
            await registry.LoadAsync(version, cancellationToken);
        return await registry.ChangeRolesAsync($"{RoleNames.Of(role)} {version ?? "nobody"}", by, roles => roles.With(role, version), cancellationToken);
    }

    /// <summary>How many doubts there are of a model that is to have consequences; throws where there are some and nobody insists.</summary>
    private static int Doubts(ModelBundle model, bool isForced, string refused)
    {
        var doubts = Promotion.Doubts(model.Document);
        return doubts.Count == 0 || isForced
            ? doubts.Count
            : throw new ModelRegistryException($"model {model.Version} is unproven and not {refused}: {string.Join("; ", doubts)}.") { Kind = RegistryProblem.Unproven };
    }

    private static string Told(string action, int doubts) => doubts > 0 ? $"{action}, unproven, by force" : action;

    // One whose files are damaged is there all the same, and is left by a rollback for that very reason.
    private static async Task RequireAsync(IModelRegistry registry, string version, CancellationToken cancellationToken)
    {
        var listing = await registry.ListAsync(cancellationToken);
        if (!listing.Damaged.ContainsKey(version) && listing.Models.All(model => model.Version != version))
            throw RegistryRules.Unknown(version);
    }
}
