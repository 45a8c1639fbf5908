using System.Text.Json;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Gateway.Live;

/// <summary>
/// Makes known that a customer whom somebody looks at is another by now: by a look at those alone, four times a second, so that
/// senders pay nothing for pages that are open, and whoever changed the customer is heard of, in this process or in another.
/// </summary>
internal sealed class CustomerTicker(LiveFeed feed, IRiskService service, IServiceProvider services, TimeProvider time, ILogger<CustomerTicker> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private static readonly Dictionary<string, long> NoLedgers = [];

    // A gateway without outreach has none.
    private readonly IOutreachStore? _outreach = services.GetService<IOutreachStore>();
    private Dictionary<string, Mark> _known = new(StringComparer.Ordinal);
    private bool _customersWork = true;
    private bool _ledgersWork = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var watched = feed.Watched.Take();
            var begun = time.GetTimestamp();
            // Those who are looked at no longer are forgotten with the former dictionary.
            _known = await LookAsync(watched, stoppingToken);
            if (watched.Count > 0)
                feed.Metrics.Looked(time.GetElapsedTime(begun));
        }
    }

    private async Task<Dictionary<string, Mark>> LookAsync(IReadOnlyList<(string CustomerId, bool Begun)> watched, CancellationToken cancellationToken)
    {
        var looked = new Dictionary<string, Mark>(StringComparer.Ordinal);
        if (watched.Count == 0)
            return looked;
        var ledgers = await ReadLedgersAsync([.. watched.Select(customer => customer.CustomerId)], cancellationToken);
        var works = true;
        foreach (var (customerId, begun) in watched)
            works &= await LookAsync(customerId, begun ? null : _known.GetValueOrDefault(customerId), ledgers, looked, cancellationToken);
        _customersWork = works;
        return looked;
    }

    /// <returns>Null where they cannot be read.</returns>
    private async ValueTask<IReadOnlyDictionary<string, long>?> ReadLedgersAsync(IReadOnlyCollection<string> customerIds, CancellationToken cancellationToken)
    {
        try
        {
            var ledgers = _outreach is null ? NoLedgers : await _outreach.ReadLedgerVersionsAsync(customerIds, cancellationToken);
            _ledgersWork = true;
            return ledgers;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (_ledgersWork)
                logger.LedgersNotWatched(e);
            _ledgersWork = false;
            return null;
        }
    }

    /// <returns>Whether the customer could be read.</returns>
    private async Task<bool> LookAsync(string customerId, Mark? former, IReadOnlyDictionary<string, long>? ledgers, Dictionary<string, Mark> looked, CancellationToken cancellationToken)
    {
        try
        {
            var view = await service.GetCustomerAsync(customerId, cancellationToken);
            var mark = new Mark(view, ProfileOf(view), ledgers is null ? former?.Ledger : ledgers.GetValueOrDefault(customerId));
            looked.Add(customerId, mark);
            var (account, contact) = (!mark.IsOfSameAccount(former), mark.Ledger != former?.Ledger);
            if (account || contact)
                feed.Publish(new CustomerNewsDocument(customerId, account, contact));
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was: others are looked at, and what changed meanwhile is told once this one can be read again.
            if (former is not null)
                looked.Add(customerId, former);
            if (_customersWork)
                logger.CustomerNotWatched(customerId, e);
            return false;
        }
    }

    // Each look may bring another copy, so that profiles are compared by what they say.
    private static string? ProfileOf(CustomerView? view) =>
        view?.Profile is { } profile ? JsonSerializer.Serialize(profile.ToDocument(), GatewayJsonContext.Default.ProfileDocument) : null;

    /// <summary>By what it is seen that a customer is another.</summary>
    /// <param name="View">Null of a customer who is not known.</param>
    /// <param name="Profile">What it says.</param>
    /// <param name="Ledger">Version of what is known of contact; 0 before there was any, null while it could not be read.</param>
    private sealed record Mark(CustomerView? View, string? Profile, long? Ledger)
    {
        public bool IsOfSameAccount(Mark? former) => former is not null
            && (View, former.View) is var (now, then)
            && Profile == former.Profile
            && now?.TransactionCount == then?.TransactionCount
            && now?.Assessment.Score == then?.Assessment.Score
            && (now?.Features ?? []).SequenceEqual(then?.Features ?? []);
    }
}
