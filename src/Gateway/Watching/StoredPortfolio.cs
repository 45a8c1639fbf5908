using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Engine.Standings;
using PreDelinquency.Monitoring.Portfolios;

namespace PreDelinquency.Gateway.Watching;

/// <summary>All customers of a store that adds up and searches by itself, however many they are: none is left out, and a process holds only what it is asked for.</summary>
internal sealed class StoredPortfolio(IStandings standings, IRiskService service, TimeProvider time) : IPortfolioWatch
{
    /// <summary>So many different lists are kept: those that pages which stay open ask for again and again.</summary>
    private const int MostLists = 64;

    private readonly KeptAnswers<string, StandingPast> _past = new(time, 1);
    private readonly KeptAnswers<string, WatchedPortfolio> _latest = new(time, 1);
    private readonly KeptAnswers<string, IReadOnlyDictionary<string, ExplainedCustomer>> _explained = new(time, 1);
    private readonly KeptAnswers<(CustomerConditions Conditions, int Skip, int Limit), FoundCustomers> _found = new(time, MostLists);

    private StandingPast? _stood;

    public Task<WatchedPortfolio> LookAsync(CancellationToken cancellationToken) => _latest.ReadAsync(
        "",
        () => GuardAsync(async () =>
        {
            var now = service.Present;
            var past = await PastAsync(now);
            var present = await standings.CountAsync(now, PortfolioFigures.Bins, CancellationToken.None);
            return new WatchedPortfolio(now, past.At, PortfolioFigures.Of(present, past.Changes), await ExplainedAsync());
        }),
        cancellationToken);

    public Task<FoundCustomers> FindAsync(CustomerConditions conditions, int skip, int limit, CancellationToken cancellationToken) => _found.ReadAsync(
        (conditions, skip, limit),
        () => GuardAsync(async () =>
        {
            var now = service.Present;
            var explained = await ExplainedAsync();
            var (total, part) = await standings.FindAsync(QueryOf(conditions, explained) with { Skip = skip, Limit = limit }, now, CancellationToken.None);
            return new FoundCustomers(now, total, part, explained);
        }),
        cancellationToken);

    /// <summary>
    /// Nobody waits for a past that takes long to be added up while there is one of hours ago: it is looked back on meanwhile, by the
    /// next question again where that fails.
    /// </summary>
    private async Task<StandingPast> PastAsync(DateTimeOffset now)
    {
        _stood ??= await standings.RecallAsync(now, CancellationToken.None);
        var looking = _past.ReadAsync("", async () => _stood = await standings.LookBackAsync(now, CancellationToken.None), CancellationToken.None);
        return !looking.IsCompleted && _stood is { } stood && now >= stood.At && now - stood.At <= IStandings.Remembered ? stood : await looking;
    }

    private static StandingQuery QueryOf(CustomerConditions conditions, IReadOnlyDictionary<string, ExplainedCustomer> explained) => new()
    {
        Search = conditions.Search,
        Level = conditions.Level,
        Segment = conditions.Segment,
        Region = conditions.Region,
        CustomerIds = conditions.Family is { } family ? [.. explained.Where(customer => customer.Value.Main == family).Select(customer => customer.Key)] : null,
        Least = conditions.Least,
        Below = conditions.Below < 1 ? conditions.Below : null,
        MovedWithinDays = conditions.MovedWithin switch { "1d" => 1, "7d" => 7, _ => null },
        MovedLevel = conditions.MovedLevel,
        Order = conditions.Sort switch
        {
            "rise_1d" or "rise_7d" => StandingOrder.Rise,
            "fall_1d" or "fall_7d" => StandingOrder.Fall,
            "customer_id" => StandingOrder.CustomerId,
            _ => StandingOrder.Risk,
        },
        OrderDays = conditions.Sort is "rise_7d" or "fall_7d" ? 7 : 1,
        Limit = 0,
    };

    private Task<IReadOnlyDictionary<string, ExplainedCustomer>> ExplainedAsync() => _explained.ReadAsync(
        "",
        async () =>
        {
            var (_, atRisk) = await standings.FindAsync(new StandingQuery { LeastLevel = RiskLevel.Medium, Limit = IPortfolioWatch.MostExplained }, service.Present, CancellationToken.None);
            return await ExplainedCustomer.AllAsync(atRisk, service, CancellationToken.None);
        },
        CancellationToken.None);

    private static async Task<T> GuardAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (StoreException e)
        {
            throw new ServiceUnavailableException($"The store cannot be read now: {e.Message}", e);
        }
    }
}
