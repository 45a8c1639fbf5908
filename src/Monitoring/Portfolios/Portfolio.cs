using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring.Portfolios;

/// <summary>
/// All customers by the scores that stand now and that stood a whole number of days (of 24 hours) before. A score stands from its
/// moment until the next one; as one is recorded at least weekly while a customer is alive, a few days before the first moment
/// suffice to know all that stood at it. Who was not judged since then is not in here.
/// </summary>
public sealed class Portfolio
{
    /// <summary>Days looked back on: a quarter.</summary>
    public const int Days = 90;

    private const int RecordedDays = 8;

    private readonly Dictionary<PortfolioGroup, PortfolioDay[]> _groups = [];

    private Portfolio(DateTimeOffset at) => At = at;

    /// <summary>The present that it is of.</summary>
    public DateTimeOffset At { get; }

    /// <summary>By falling probability, then by id.</summary>
    public IReadOnlyList<PortfolioCustomer> Customers { get; private set; } = [];

    public IEnumerable<PortfolioGroup> Groups => _groups.Keys;

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
        foreach (var (customerNo, point) in history.ReadScorePoints(now.AddDays(-Days - RecordedDays)))
        {
            if (++read % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!pasts.TryGetValue(customerNo, out var past))
                pasts.Add(customerNo, past = new Past(portfolio.DaysOf(GroupOf(profiles.GetValueOrDefault(customerNo)))));
            past.Add(point, portfolio.Age(point));
        }

        var customers = new List<PortfolioCustomer>(pasts.Count);
        foreach (var (no, id) in history.ReadCustomerIds())
        {
            if (!pasts.TryGetValue(no, out var past))
                continue;
            past.End();
            var profile = profiles.GetValueOrDefault(no);
            customers.Add(new PortfolioCustomer(id, profile?.Name, GroupOf(profile), past.Latest, past.DayAgo, past.WeekAgo));
        }

        customers.Sort((a, b) => a.Latest.Probability != b.Latest.Probability ? b.Latest.Probability.CompareTo(a.Latest.Probability) : string.CompareOrdinal(a.CustomerId, b.CustomerId));
        portfolio.Customers = customers;
        return portfolio;
    }

    /// <summary>Of a segment and a region (null for any), how customers stood so many days ago: the present first, <see cref="Days"/> days ago last.</summary>
    public IReadOnlyList<PortfolioDay> Trend(string? segment, string? region)
    {
        var sums = NewDays();
        foreach (var days in _groups.Where(group => group.Key.IsOf(segment, region)).Select(group => group.Value))
        {
            for (var ago = 0; ago <= Days; ago++)
                sums[ago].Add(days[ago]);
        }

        return sums;
    }

    // How many whole days ago it was; what the clock does not count as past yet is of now.
    private int Age(ScorePoint point) => (int)Math.Max(0, Math.Floor((At - point.At).TotalDays));

    private PortfolioDay[] DaysOf(PortfolioGroup group)
    {
        if (!_groups.TryGetValue(group, out var days))
            _groups.Add(group, days = NewDays());
        return days;
    }

    private static PortfolioGroup GroupOf(CustomerProfile? profile) => new(profile?.Segment, profile?.Region);

    private static PortfolioDay[] NewDays() => [.. Enumerable.Range(0, Days + 1).Select(_ => new PortfolioDay())];

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
            for (var ago = Math.Min(_age, Days); ago > until; ago--)
            {
                days[ago].Add(Latest);
                if (ago == 1)
                    DayAgo = Latest;
                if (ago == 7)
                    WeekAgo = Latest;
            }
        }
    }
}
