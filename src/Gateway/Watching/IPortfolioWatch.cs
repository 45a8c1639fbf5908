using PreDelinquency.Engine;

namespace PreDelinquency.Gateway.Watching;

/// <summary>Looks at all customers when somebody asks; what was found stands a moment (<see cref="KeptAnswers{TKey, T}"/>). Any thread.</summary>
internal interface IPortfolioWatch
{
    /// <summary>How many customers are explained: at MEDIUM or above, those most at risk.</summary>
    const int MostExplained = 500;

    /// <summary>The customers as they are, or were a moment ago.</summary>
    /// <exception cref="ServiceUnavailableException">The store cannot be read now.</exception>
    Task<WatchedPortfolio> LookAsync(CancellationToken cancellationToken);

    /// <summary>Some of them.</summary>
    /// <param name="conditions">Which, and in what order.</param>
    /// <param name="skip">How many of them come before.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ServiceUnavailableException">The store cannot be read now.</exception>
    Task<FoundCustomers> FindAsync(CustomerConditions conditions, int skip, int limit, CancellationToken cancellationToken);
}
