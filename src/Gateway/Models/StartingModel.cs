using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Registry;

namespace PreDelinquency.Gateway.Models;

/// <summary>
/// The model to start with: the registry's champion. The shipped one is always registered, and is the first champion; a
/// folder of the command line becomes the champion when it is first registered, and no second time, so that a restart does
/// not undo a rollback.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="shipped">The folder of the model that comes with the program.</param>
/// <param name="output">Takes what a user wants to know.</param>
internal sealed class StartingModel(IModelRegistry registry, string shipped, TextWriter output)
{
    /// <summary>Opens the registry that the options name.</summary>
    /// <exception cref="ModelRegistryException">It does not work.</exception>
    public static async Task<IModelRegistry> OpenRegistryAsync(GatewayOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        options.RegistryDatabase is { } connection
            ? await PostgresRegistry.OpenAsync(connection, time, cancellationToken)
            : new FolderRegistry(options.RegistryFolder, time);

    /// <param name="asked">The folder of a model that is to become the champion; null for whoever is.</param>
    /// <param name="judgedLast">The model that judged last in the store that it is to go on from; null for none, or where that is not known.</param>
    /// <param name="replacesUnusable">Whether the shipped model takes over from a champion that this program cannot use.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ModelRegistryException">The registry does not work.</exception>
    /// <exception cref="ModelBundleException">The model cannot be used by this program.</exception>
    public async Task<ModelBundle> ChooseAsync(string? asked, string? judgedLast, bool replacesUnusable, CancellationToken cancellationToken)
    {
        var known = await registry.ListAsync(cancellationToken);
        var candidate = await RegisterShippedAsync(cancellationToken);
        var isNew = false;
        if (asked is not null)
        {
            _ = ModelBundle.Load(asked);
            candidate = (await RegisterAsync(BundleFiles.Load(asked), cancellationToken)).Version;
            isNew = known.Models.All(model => model.Version != candidate);
        }

        var champion = (await registry.ReadRolesAsync(cancellationToken)).Champion;
        if (champion is null && judgedLast is not null && judgedLast != candidate)
            await output.WriteLineAsync($"Warning: the registry ({registry.Description}) is new, but model {judgedLast} judged last in this store, and model {candidate} goes on from here. Where the registry is elsewhere, or not mounted: stop, and start again with it.");
        if (champion is null || (isNew && champion != candidate))
            return await PromotedAsync(candidate, cancellationToken);
        try
        {
            var model = await registry.LoadAsync(champion, cancellationToken);
            if (asked is not null && champion != candidate)
                await output.WriteLineAsync($"Model {candidate} of --model is registered already and not the champion, which is {champion}. To make it so: POST /models/{candidate}/promote");
            return model;
        }
        catch (Exception e) when (e is ModelBundleException or ModelRegistryException { Kind: RegistryProblem.Unknown })
        {
            if (!replacesUnusable && asked is null)
                throw new ModelBundleException($"{e.Message} It is the champion of the registry ({registry.Description}); to start with the model that comes with this program: --model {shipped}", e);
            await output.WriteLineAsync($"The champion {champion} cannot be used: {e.Message} Model {candidate} takes its place.");
            return await PromotedAsync(candidate, cancellationToken);
        }
    }

    private async Task<string> RegisterShippedAsync(CancellationToken cancellationToken)
    {
        var bundle = BundleFiles.Load(shipped);
        try
        {
            return (await RegisterAsync(bundle, cancellationToken)).Version;
        }
        catch (Exception e) when (e is ModelBundleException or ModelRegistryException { Kind: RegistryProblem.Conflict })
        {
            // What is registered stays; whoever changed the shipped folder has to give it another version.
            await output.WriteLineAsync($"The model that comes with this program is not registered: {e.Message}");
            return bundle.Version;
        }
    }

    private async Task<RegisteredModel> RegisterAsync(BundleFiles bundle, CancellationToken cancellationToken)
    {
        var model = await registry.RegisterAsync(bundle, cancellationToken);
        if (model.Differing.Count > 0)
            await output.WriteLineAsync($"Model {model.Version} is kept as first registered: {string.Join(", ", model.Differing)} differ now.");
        return model;
    }

    private async Task<ModelBundle> PromotedAsync(string version, CancellationToken cancellationToken)
    {
        // Whoever names a folder at the start means it; a running gateway's models are changed with more care.
        var model = await registry.LoadAsync(version, cancellationToken);
        if (Promotion.Doubts(model.Document) is { Count: > 0 } doubts)
            await output.WriteLineAsync($"Warning: model {version} is unproven, and the champion all the same: {string.Join("; ", doubts)}.");
        await registry.PromoteAsync(version, isForced: true, by: null, cancellationToken);
        return model;
    }
}
