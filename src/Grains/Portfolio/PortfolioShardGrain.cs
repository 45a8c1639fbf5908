using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Abstractions.Messages;

namespace PreDelinquency.Grains.Portfolio;

/// <summary>
/// A shell round the roll-up of one shard. Where that is large it answers at once with what the store adds up, and reads it beside its calls.
/// Reports get lost only with a silo: so the shard is read again where one died, and else but seldom.
/// </summary>
[GrainType("portfolio-shard")]
internal sealed partial class PortfolioShardGrain : Grain, IPortfolioShardGrain
{
    /// <summary>How soon what was not reported, since the silo that should have ended, is found in the store.</summary>
    public static readonly TimeSpan LookPeriod = TimeSpan.FromMinutes(5);

    /// <summary>The shard is read at least once in so many looks: once an hour.</summary>
    public const int MostLooks = 12;

    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(5);

    /// <summary>Most shards that are read at the same time in one process.</summary>
    private static readonly SemaphoreSlim Reading = new(4);

    private readonly ShardRollUp _rollUp;
    private readonly SiloDeaths _deaths;
    private readonly ILogger<PortfolioShardGrain> _logger;
    private IGrainTimer? _look;
    private int _looks;
    private int _died;

    public PortfolioShardGrain(IGrainContext context, IClusterStore store, SiloDeaths deaths, ILogger<PortfolioShardGrain> logger) =>
        (_rollUp, _deaths, _logger, _died) = (new ShardRollUp((int)context.GrainId.GetIntegerKey(), store), deaths, logger, deaths.Count);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await _rollUp.BeginAsync(cancellationToken);
        var (first, period) = _rollUp.IsWhole ? (LookPeriod, LookPeriod) : (TimeSpan.Zero, RetryPeriod);
        _looks = _rollUp.IsWhole ? 0 : MostLooks;
        _look = this.RegisterGrainTimer(LookAsync, new GrainTimerCreationOptions(first, period) { Interleave = true });
    }

    public Task ReportAsync(ShardReport report)
    {
        _rollUp.Report(report.Customers);
        return Task.CompletedTask;
    }

    public Task<ShardFigures> ReadFiguresAsync() => Task.FromResult(_rollUp.Figures);

    public async Task<HighRiskAnswer> ReadHighRiskAsync(HighRiskQuery query) =>
        new([.. await _rollUp.ReadHighRiskAsync(query.Level, query.Limit, CancellationToken.None)]);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var died = _deaths.Count;
        if (++_looks < MostLooks && died == _died)
            return;
        _died = died;
        await Reading.WaitAsync(cancellationToken);
        try
        {
            await _rollUp.LoadAsync(cancellationToken);
            _looks = 0;
            _look!.Change(LookPeriod, LookPeriod);
        }
        catch (StoreException e)
        {
            _looks = MostLooks;
            _look!.Change(RetryPeriod, RetryPeriod);
            LogNotLoaded(_logger, this.GetPrimaryKeyLong(), e);
        }
        finally
        {
            Reading.Release();
        }
    }

    [LoggerMessage(3103, LogLevel.Warning, "The roll-up of shard {Shard} could not be read from the store; it goes on with what it knows, and reads it again soon.")]
    private static partial void LogNotLoaded(ILogger logger, long shard, Exception e);
}
