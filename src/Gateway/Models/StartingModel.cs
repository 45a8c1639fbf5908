using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Registry;

namespace PreDelinquency.Gateway.Models;

/// <summary>The model to start with: the registry's champion. The shipped one is always registered, and is the first champion.</summary>
internal static class StartingModel
{
    /// <summary>Opens the registry that the options name.</summary>
    /// <exception cref="ModelRegistryException">It does not work.</exception>
    public static async Task<IModelRegistry> OpenRegistryAsync(GatewayOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        options.RegistryDatabase is { } connection
            ? await PostgresRegistry.OpenAsync(connection, time, cancellationToken)
            : new FolderRegistry(options.RegistryFolder, time);

    /// <param name="registry">The registry.</param>
    /// <param name="shipped">The folder of the model that comes with the program.</param>
    /// <param name="asked">The folder of a model that is to become the champion; null for whoever is.</param>
    /// <param name="replacesUnusable">Whether the shipped model takes over from a champion that this program cannot use.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ModelRegistryException">The registry does not work.</exception>
    /// <exception cref="ModelBundleException">The model cannot be used by this program.</exception>
    public static async Task<ModelBundle> ChooseAsync(IModelRegistry registry, string shipped, string? asked, bool replacesUnusable, CancellationToken cancellationToken)
    {
        var version = (await registry.RegisterAsync(BundleFiles.Load(shipped), cancellationToken)).Version;
        if (asked is not null)
        {
            _ = ModelBundle.Load(asked);
            version = (await registry.RegisterAsync(BundleFiles.Load(asked), cancellationToken)).Version;
        }

        var champion = (await registry.ReadRolesAsync(cancellationToken)).Champion;
        if (champion is null || asked is not null)
            return await PromotedAsync(registry, version, cancellationToken);
        try
        {
            return await registry.LoadAsync(champion, cancellationToken);
        }
        catch (ModelBundleException) when (replacesUnusable)
        {
            return await PromotedAsync(registry, version, cancellationToken);
        }
        catch (ModelBundleException e)
        {
            throw new ModelBundleException($"{e.Message} It is the champion of the registry ({registry.Description}); to start with the model that comes with this program: --model {shipped}", e);
        }
    }

    private static async Task<ModelBundle> PromotedAsync(IModelRegistry registry, string version, CancellationToken cancellationToken)
    {
        await registry.PromoteAsync(version, cancellationToken);
        return await registry.LoadAsync(version, cancellationToken);
    }
}
