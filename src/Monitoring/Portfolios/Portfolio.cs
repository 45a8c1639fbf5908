using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Engine.Standings;

namespace PreDelinquency.Monitoring.Portfolios;

/// <summary>
/// All customers by the scores that stand now and that stood a whole number of days (of 24 hours) before. A score stands from its
/// moment until the next one; as one is recorded at least weekly while a customer is alive, a few days before the first moment
/// suffice to know all that stood at it. Who was not judged since then is not in here.
/// </summary>
public sealed class Portfolio
{
    private Portfolio(DateTimeOffset at) => At = at;

    /// <summary>The present that it is of.</summary>
    public DateTimeOffset At { get; }

    /// <summary>By falling probability, then by id.</summary>
    public IReadOnlyList<StandingCustomer> Customers { get; private set; } = [];

    /// <summary>How many stand where.</summary>
    public PortfolioFigures Figures { get; } = new();

    /// <summary>Reads what was committed.</summary>
    /// <param name="history">The store.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Portfolio Read(IModelHistory history, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(history);
        var profiles = history.ReadProfiles().ToDictionary(entry => entry.CustomerNo, entry => entry.Profile);
        var pasts = new Dictionary<int, Past>();
        var portfolio = new Portfolio(now);
        var read = 0;
        foreach (var (customerNo, point) in history.ReadScorePoints(now.AddDays(-IStandings.Days - IStandings.RecordedDays)))
        {
            if (++read % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!pasts.TryGetValue(customerNo, out var past))
                pasts.Add(customerNo, past = new Past(portfolio.Figures.DaysOf(GroupOf(profiles.GetValueOrDefault(customerNo)))));
            past.Add(point, portfolio.Age(point));
        }

        var customers = new List<StandingCustomer>(pasts.Count);
        foreach (var (no, id) in history.ReadCustomerIds())
        {
            if (!pasts.TryGetValue(no, out var past))
                continue;
            past.End();
            var profile = profiles.GetValueOrDefault(no);
            portfolio.Figures.CountNow(GroupOf(profile), past.Latest);
            customers.Add(new StandingCustomer(id, profile?.Name, GroupOf(profile), past.Latest, past.DayAgo, past.WeekAgo));
        }

        customers.Sort((a, b) => a.Latest.Probability != b.Latest.Probability ? b.Latest.Probability.CompareTo(a.Latest.Probability) : string.CompareOrdinal(a.CustomerId, b.CustomerId));
        portfolio.Customers = customers;
        return portfolio;
    }

    // How many whole days ago it was; what the clock does not count as past yet is of now.
    private int Age(ScorePoint point) => (int)Math.Max(0, Math.Floor((At - point.At).TotalDays));

    private static CustomerGroup GroupOf(CustomerProfile? profile) => new(profile?.Segment, profile?.Region);

    /// <summary>One customer while the points are read.</summary>
    private sealed class Past(PortfolioDay[] days)
    {
        private int _age = -1;

        public ScorePoint Latest { get; private set; }

        public ScorePoint? DayAgo { get; private set; }

        public ScorePoint? WeekAgo { get; private set; }

        public void Add(ScorePoint point, int age)
        {
            // A history that was loaded later leads back in time: the present stands.
            if (_age >= 0 && point.At < Latest.At)
                return;
            if (_age >= 0)
                Stand(until: age);
            (Latest, _age) = (point, age);
        }

        public void End() => Stand(until: -1);

        // It stood at all moments from its own up to the one before the next point's.
        private void Stand(int until)
        {
            for (var ago = Math.Min(_age, IStandings.Days); ago > until; ago--)
            {
                days[ago].Add(Latest.Level, 1, (long)(Latest.Probability * 1e9));
                if (ago == 1)
                    DayAgo = Latest;
                if (ago == 7)
                    WeekAgo = Latest;
            }
        }
    }
}
