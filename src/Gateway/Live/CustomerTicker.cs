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

    // A gateway without outreach has none.
    private readonly IOutreachStore? _outreach = services.GetService<IOutreachStore>();
    private Dictionary<string, Mark> _known = new(StringComparer.Ordinal);
    private bool _works = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Those who are looked at no longer are forgotten with the former dictionary.
            var looked = new Dictionary<string, Mark>(StringComparer.Ordinal);
            var works = true;
            foreach (var (customerId, begun) in feed.Watched.Take())
                works &= await LookAsync(customerId, begun, looked, stoppingToken);
            (_known, _works) = (looked, works);
        }
    }

    /// <returns>Whether the customer could be read.</returns>
    private async Task<bool> LookAsync(string customerId, bool begun, Dictionary<string, Mark> looked, CancellationToken cancellationToken)
    {
        var former = begun ? null : _known.GetValueOrDefault(customerId);
        try
        {
            var view = await service.GetCustomerAsync(customerId, cancellationToken);
            var ledger = _outreach is null ? 0 : (await _outreach.LoadAsync(customerId, cancellationToken)).Version;
            var mark = new Mark(view, ProfileOf(view), ledger);
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
            if (_works)
                logger.CustomerNotWatched(customerId, e);
            return false;
        }
    }

    // Each look may bring another copy, so that profiles are compared by what they say.
    private static string? ProfileOf(CustomerView? view) =>
        view?.Profile is { } profile ? JsonSerializer.Serialize(profile.ToDocument(), GatewayJsonContext.Default.ProfileDocument) : null;

    /// <summary>By what it is seen that a customer is another.</summary>
    private sealed record Mark(CustomerView? View, string? Profile, long Ledger)
    {
        public bool IsOfSameAccount(Mark? former) => former is not null
            && (View, former.View) is var (now, then)
            && Profile == former.Profile
            && now?.TransactionCount == then?.TransactionCount
            && now?.Assessment.Score == then?.Assessment.Score
            && (now?.Features ?? []).SequenceEqual(then?.Features ?? []);
    }
}
