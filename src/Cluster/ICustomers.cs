using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster;

/// <summary>
/// The customers, wherever in the cluster they live: each call reaches the one host of its customer. Calls may be made again
/// after any failure. Members throw <see cref="ServiceUnavailableException"/> where the customer cannot be reached or its store
/// does not work.
/// </summary>
public interface ICustomers
{
    /// <summary>Takes transactions of a customer in order; completes once what was accepted is durable.</summary>
    /// <returns>One outcome per transaction, in order.</returns>
    ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(string customerId, IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken);

    /// <summary>Lets a customer hear that time passed.</summary>
    ValueTask TickAsync(string customerId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Scores and explains as of now; null where the customer is unknown.</summary>
    ValueTask<RiskAssessment?> AssessAsync(string customerId, CancellationToken cancellationToken);

    /// <summary>Scores and explains as of now, if some features had other values; null where the customer is unknown.</summary>
    ValueTask<RiskAssessment?> AssumeAsync(string customerId, Assumption assumption, CancellationToken cancellationToken);

    /// <summary>Profile, features and score as of now; null where the customer is unknown.</summary>
    ValueTask<CustomerView?> ViewAsync(string customerId, CancellationToken cancellationToken);

    /// <summary>The features at a moment, at the end of a day, or as of now; null where the customer is unknown.</summary>
    ValueTask<PastFeatures?> FeaturesAsync(string customerId, PastMoment? past, CancellationToken cancellationToken);

    /// <summary>Transactions, scores and interventions, newest first; null where the customer is unknown.</summary>
    ValueTask<CustomerHistory?> HistoryAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken);

    /// <summary>Stores a profile, durably; creates the customer where unknown.</summary>
    ValueTask PutProfileAsync(string customerId, CustomerProfile profile, CancellationToken cancellationToken);

    /// <summary>Takes missed payments, durably; false where the customer is not known.</summary>
    ValueTask<bool> NoteMissedPaymentsAsync(string customerId, IReadOnlyList<MissedPayment> payments, CancellationToken cancellationToken);
}
