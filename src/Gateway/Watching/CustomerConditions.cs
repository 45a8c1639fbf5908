using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Standings;
using PreDelinquency.Monitoring.Portfolios;

namespace PreDelinquency.Gateway.Watching;

/// <summary>Which customers of a portfolio somebody wants to see, and in what order. Conditions that are null hold for everybody.</summary>
internal sealed record CustomerConditions
{
    /// <summary>By falling score, by rise or fall of the score, or by id.</summary>
    public static readonly string[] Orders = ["risk", "rise_1d", "rise_7d", "fall_1d", "fall_7d", "customer_id"];

    /// <summary>A part of the id or name, in any case and with or without accents, as <see cref="SearchText.Fold"/> leaves it.</summary>
    public string? Search
    {
        get;
        init => field = value is null ? null : SearchText.Fold(value);
    }

    public RiskLevel? Level { get; init; }

    public string? Segment { get; init; }

    public string? Region { get; init; }

    /// <summary>The family of features that raises the risk most.</summary>
    public FeatureFamily? Family { get; init; }

    /// <summary>Least score.</summary>
    public double Least { get; init; }

    /// <summary>Scores lie below; 1 itself lies below 1.</summary>
    public double Below { get; init; } = 1;

    /// <summary>1d or 7d: only who stands at another level than then, or had no score then.</summary>
    public string? MovedWithin { get; init; }

    /// <summary>Of those who moved only who came to this level or left it.</summary>
    public RiskLevel? MovedLevel { get; init; }

    /// <summary>One of <see cref="Orders"/>; null for the first.</summary>
    public string? Sort { get; init; }

    public List<StandingCustomer> Find(Portfolio portfolio, IReadOnlyDictionary<string, ExplainedCustomer> explained)
    {
        var found = portfolio.Customers.Where(customer => Holds(customer) && (Family is null || explained.GetValueOrDefault(customer.CustomerId)?.Main == Family));
        return Sort switch
        {
            "rise_1d" => [.. Moved(found, c => c.DayAgo).OrderByDescending(c => c.Latest.Probability - c.DayAgo!.Value.Probability)],
            "rise_7d" => [.. Moved(found, c => c.WeekAgo).OrderByDescending(c => c.Latest.Probability - c.WeekAgo!.Value.Probability)],
            "fall_1d" => [.. Moved(found, c => c.DayAgo).OrderBy(c => c.Latest.Probability - c.DayAgo!.Value.Probability)],
            "fall_7d" => [.. Moved(found, c => c.WeekAgo).OrderBy(c => c.Latest.Probability - c.WeekAgo!.Value.Probability)],
            "customer_id" => [.. found.OrderBy(c => c.CustomerId, StringComparer.Ordinal)],
            _ => [.. found],
        };
    }

    private bool Holds(StandingCustomer customer) =>
        (Level is null || customer.Latest.Level == Level)
        && customer.Group.IsOf(Segment, Region)
        && customer.Latest.Probability >= Least
        && (customer.Latest.Probability < Below || Below >= 1)
        && (MovedWithin is null || HasMoved(customer.Latest.Level, (MovedWithin == "1d" ? customer.DayAgo : customer.WeekAgo)?.Level))
        && (Search is null || IsPartOf(customer.CustomerId) || IsPartOf(customer.Name));

    private bool HasMoved(RiskLevel now, RiskLevel? before) => before != now && (MovedLevel is null || MovedLevel == now || MovedLevel == before);

    private bool IsPartOf(string? text) => text is not null && SearchText.Fold(text).Contains(Search!, StringComparison.Ordinal);

    // Who had no score then neither rose nor fell.
    private static IEnumerable<StandingCustomer> Moved(IEnumerable<StandingCustomer> customers, Func<StandingCustomer, ScorePoint?> before) =>
        customers.Where(customer => before(customer) is not null);
}
