using System.Globalization;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Registry;

namespace PreDelinquency.Gateway.Models;

/// <summary>
/// Serves the models that have the roles of champion and shadow in the registry, and looks every few seconds whether others
/// have them now, by whoever changed that. What cannot be served is told, and the models so far go on.
/// </summary>
internal sealed class RegistryFollower(IModelRegistry registry, IRiskService service, TimeProvider time, ILogger<RegistryFollower> logger)
    : BackgroundService, IReadinessPart
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private long _revision = -1;
    private long _last;
    private volatile string? _problem;
    private volatile string? _damage;

    /// <summary>Scores go on without the registry.</summary>
    public PartHealth Health => new("registry", (_problem ?? _damage) is null, _problem ?? _damage ?? registry.Description) { IsEssential = false };

    /// <summary>Serves what the registry says, now.</summary>
    /// <returns>The registry's roles.</returns>
    /// <exception cref="ModelRegistryException">The registry does not work.</exception>
    public async Task<ModelRoles> FollowAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var roles = await registry.ReadRolesAsync(cancellationToken);
            if (roles.Revision == _revision)
                return roles;
            if (roles.Revision < _last)
                throw new ModelRegistryException(string.Create(CultureInfo.InvariantCulture, $"The registry in {registry.Description} is at revision {roles.Revision}, though it was at {_last}: another one is in its place. A restart takes it as it is."));
            var serving = service.Models;
            var problems = new List<(string Version, Exception Fault)>();
            var champion = await ServableAsync(roles.Champion, serving, problems, cancellationToken) ?? serving.Champion;
            var shadow = roles.Shadow is null || roles.Shadow == champion.Version ? null : await ServableAsync(roles.Shadow, serving, problems, cancellationToken) ?? FormerShadow(serving, champion);
            if (!ReferenceEquals(champion, serving.Champion) || !ReferenceEquals(shadow, serving.Shadow))
            {
                await service.ServeAsync(new ServedModels(champion, shadow), cancellationToken);
                logger.ModelsServed(champion.Version, shadow?.Version ?? "none");
            }

            // What could not be served is tried again: the file may come back, or be mended.
            Tell(problems);
            _revision = problems.Count == 0 ? roles.Revision : -1;
            _last = roles.Revision;
            return roles;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Like the champion so far it goes on while the one that is named cannot be served.</summary>
    private static ModelBundle? FormerShadow(ServedModels serving, ModelBundle champion) => serving.Shadow?.Version == champion.Version ? null : serving.Shadow;

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                var roles = await FollowAsync(stoppingToken);
                await LookForDamageAsync(roles, stoppingToken);
            }
            catch (ModelRegistryException e)
            {
                if (_problem != e.Message)
                    logger.RegistryUnreadable(e);
                (_problem, _revision) = (e.Message, -1);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Tells of models with a role that are not whole: they may be served still, out of memory, and not after a restart.</summary>
    private async Task LookForDamageAsync(ModelRoles roles, CancellationToken cancellationToken)
    {
        var damaged = (await registry.ListAsync(cancellationToken)).Damaged;
        var held = Enum.GetValues<ModelRole>().Where(role => roles[role] is { } version && damaged.ContainsKey(version)).ToList();
        var damage = held.Count == 0 ? null : string.Join("; ", held.Select(role => $"the {RoleNames.Of(role)} {roles[role]} is damaged: {damaged[roles[role]!]}"));
        if (damage is not null && damage != _damage)
            logger.RolesDamaged(damage);
        _damage = damage;
    }

    /// <summary>Tells what is wrong, once for as long as it stays the same.</summary>
    private void Tell(List<(string Version, Exception Fault)> problems)
    {
        var problem = problems.Count == 0 ? null : string.Join("; ", problems.Select(p => $"model {p.Version} cannot be served: {p.Fault.Message}"));
        if (problem != _problem)
        {
            foreach (var (version, fault) in problems)
                logger.ModelUnservable(version, fault);
        }

        _problem = problem;
    }

    private async Task<ModelBundle?> ServableAsync(string? version, ServedModels serving, List<(string Version, Exception Fault)> problems, CancellationToken cancellationToken)
    {
        if (version is null)
            return null;
        if (version == serving.Champion.Version)
            return serving.Champion;
        if (version == serving.Shadow?.Version)
            return serving.Shadow;
        try
        {
            return await registry.LoadAsync(version, cancellationToken);
        }
        catch (Exception e) when (e is ModelBundleException or ModelRegistryException)
        {
            problems.Add((version, e));
            return null;
        }
    }
}
