using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Abstractions.Messages;

namespace PreDelinquency.Grains.Portfolio;

/// <summary>A shell round the roll-up of one shard.</summary>
[GrainType("portfolio-shard")]
internal sealed partial class PortfolioShardGrain : Grain, IPortfolioShardGrain
{
    /// <summary>How soon what was not reported, since the silo that should have ended, is found in the store.</summary>
    public static readonly TimeSpan ReloadPeriod = TimeSpan.FromMinutes(5);

    private readonly ShardRollUp _rollUp;
    private readonly ILogger<PortfolioShardGrain> _logger;

    public PortfolioShardGrain(IGrainContext context, IClusterStore store, ILogger<PortfolioShardGrain> logger) =>
        (_rollUp, _logger) = (new ShardRollUp((int)context.GrainId.GetIntegerKey(), store), logger);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await _rollUp.LoadAsync(cancellationToken);
        this.RegisterGrainTimer(ReloadAsync, new GrainTimerCreationOptions(ReloadPeriod, ReloadPeriod) { Interleave = true });
    }

    public Task ReportAsync(ShardReport report)
    {
        _rollUp.Report(report.Customers);
        return Task.CompletedTask;
    }

    public Task<ShardFigures> ReadFiguresAsync() => Task.FromResult(_rollUp.Figures);

    public Task<HighRiskAnswer> ReadHighRiskAsync(HighRiskQuery query) => Task.FromResult(new HighRiskAnswer([.. _rollUp.HighRisk(query.Level, query.Limit)]));

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _rollUp.LoadAsync(cancellationToken);
        }
        catch (StoreException e)
        {
            LogNotReloaded(_logger, this.GetPrimaryKeyLong(), e);
        }
    }

    [LoggerMessage(3103, LogLevel.Warning, "The roll-up of shard {Shard} could not be read from the store; it goes on with what it knows, and reads it again later.")]
    private static partial void LogNotReloaded(ILogger logger, long shard, Exception e);
}
