using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime.Placement;
using Orleans.Serialization.Invocation;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Abstractions.Messages;

namespace PreDelinquency.Grains.Customers;

/// <summary>
/// A shell round the host of one customer. One call at a time, but for looks at the past, which come between. It holds nothing that is not in the store, so it may vanish, move
/// or, while the cluster disagrees about who belongs to it, live twice: the store takes the commits of one of the two.
/// </summary>
[GrainType("customer"), CustomerPlacement, MayInterleave(nameof(IsOfThePast))]
internal sealed partial class CustomerGrain : Grain, ICustomerGrain
{
    private readonly CustomerHost _host;
    private readonly CustomerHomes _homes;
    private readonly ClusterClock _clock;
    private readonly PortfolioView _portfolio;
    private readonly ILogger<CustomerGrain> _logger;
    private MembershipVersion _seen;

    public CustomerGrain(IGrainContext context, HostServices services, CustomerHomes homes, PortfolioView portfolio, ILogger<CustomerGrain> logger)
    {
        (_host, _homes, _logger) = (new CustomerHost(context.GrainId.Key.ToString()!, services), homes, logger);
        (_clock, _portfolio, _seen) = (services.Clock, portfolio, homes.Version);
    }

    /// <summary>Whether a call reads what was committed and nothing that the grain holds.</summary>
    public static bool IsOfThePast(IInvokable call) => call.GetMethodName() switch
    {
        nameof(HistoryAsync) or nameof(FeaturesOfDayAsync) => true,
        nameof(FeaturesAsync) => call.GetArgument(0) is not null,
        _ => false,
    };

    // On the stream's own time a silo that has not heard how far it is would take years of history for news.
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        _clock.Kind == ClockKind.Event ? _portfolio.Begun.WaitAsync(cancellationToken) : Task.CompletedTask;

    public Task<IngestAnswer> IngestAsync(TransactionBatch batch)
    {
        StayWhereItIsWanted();
        return ServeAsync(async host => new IngestAnswer([.. await host.IngestAsync(batch.Transactions, CancellationToken.None)]));
    }

    public Task TickAsync(DateTimeOffset now) => ServeAsync(host => host.TickAsync(now, CancellationToken.None));

    public Task<RiskAssessment?> AssessAsync() => ServeAsync(host => host.AssessAsync(CancellationToken.None));

    public Task<RiskAssessment?> AssumeAsync(Assumption assumption) => ServeAsync(host => host.AssumeAsync(assumption, CancellationToken.None));

    public Task<CustomerView?> ViewAsync() => ServeAsync(host => host.ViewAsync(CancellationToken.None));

    public Task<PastFeatures?> FeaturesAsync(DateTimeOffset? moment) =>
        ServeAsync(host => moment is { } at ? host.Past.FeaturesAsync(PastMoment.At(at), CancellationToken.None) : host.FeaturesAsync(CancellationToken.None));

    public Task<PastFeatures?> FeaturesOfDayAsync(DateOnly day) => ServeAsync(host => host.Past.FeaturesAsync(PastMoment.EndOf(day), CancellationToken.None));

    public Task<CustomerHistory?> HistoryAsync(HistoryQuery query) => ServeAsync(host => host.Past.HistoryAsync(query.Before, query.Limit, CancellationToken.None));

    public Task PutProfileAsync(CustomerProfile profile) => ServeAsync(host => host.PutProfileAsync(profile, CancellationToken.None));

    public Task<bool> NoteMissedPaymentsAsync(MissedPaymentBatch batch) => ServeAsync(host => host.NoteMissedPaymentsAsync(batch.Payments, CancellationToken.None));

    private Task<bool> ServeAsync(Func<CustomerHost, ValueTask> call) => ServeAsync(async host =>
    {
        await call(host);
        return true;
    });

    private async Task<T> ServeAsync<T>(Func<CustomerHost, ValueTask<T>> call)
    {
        try
        {
            return await call(_host);
        }
        catch (StateConflictException)
        {
            LogLivesTwice(_logger, _host.CustomerId);
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            MoveHome();
        }
    }

    /// <summary>Whoever reads a customer's transactions from a partition wants it near, and goes on reading them.</summary>
    private void StayWhereItIsWanted()
    {
        if (RequestContext.Get(IPlacementDirector.PlacementHintKey) is not SiloAddress wanted)
            return;
        _seen = _homes.Version;
        if (!wanted.Equals(_homes.Here))
            this.MigrateOnIdle();
    }

    /// <summary>Where a silo joined, the customers that belong there go over, one by one as they are called.</summary>
    private void MoveHome()
    {
        var version = _homes.Version;
        if (version == _seen)
            return;
        _seen = version;
        if (!_homes.IsHome(_host.CustomerId))
            this.MigrateOnIdle();
    }

    [LoggerMessage(3101, LogLevel.Information, "Customer {CustomerId} lives elsewhere too; this one ends, and the call is made again.")]
    private static partial void LogLivesTwice(ILogger logger, string customerId);
}
