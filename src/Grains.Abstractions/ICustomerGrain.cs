using Orleans.CodeGeneration;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Abstractions.Messages;

namespace PreDelinquency.Grains.Abstractions;

/// <summary>
/// One customer, by its id. Any call may be made again, as none does anything twice. Calls throw
/// <see cref="StateConflictException"/> where the customer lived elsewhere too (the same call may succeed at once),
/// <see cref="StoreException"/> where the store does not work, and <see cref="ServiceUnavailableException"/> where the customer
/// cannot be read.
/// </summary>
[Alias("predelinquency.customer"), Version(1)]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>
    /// How long the answer to a call that changes the customer is awaited. As long as callers have patience: one that was made again
    /// while its silo still has it would be worked twice, and more so the more there is to do.
    /// </summary>
    const string LongestWork = "00:00:25";

    /// <summary>Takes transactions in order; answers once what was accepted is durable.</summary>
    [Alias("ingest"), ResponseTimeout(LongestWork)]
    Task<IngestAnswer> IngestAsync(TransactionBatch batch);

    /// <summary>Time passed.</summary>
    [Alias("tick"), ResponseTimeout(LongestWork)]
    Task TickAsync(DateTimeOffset now);

    /// <summary>Scores and explains as of now; null where the customer is unknown.</summary>
    [Alias("assess")]
    Task<RiskAssessment?> AssessAsync();

    /// <summary>Scores and explains as of now, if some features had other values; null where the customer is unknown.</summary>
    [Alias("assume")]
    Task<RiskAssessment?> AssumeAsync(Assumption assumption);

    /// <summary>Profile, features and score as of now; null where the customer is unknown.</summary>
    [Alias("view")]
    Task<CustomerView?> ViewAsync();

    /// <summary>The features at a moment, or as of now; null where the customer is unknown.</summary>
    [Alias("features")]
    Task<PastFeatures?> FeaturesAsync(DateTimeOffset? moment);

    /// <summary>The features at the end of a local day; null where the customer is unknown.</summary>
    [Alias("features-of-day")]
    Task<PastFeatures?> FeaturesOfDayAsync(DateOnly day);

    /// <summary>Transactions, scores and interventions, newest first; null where the customer is unknown.</summary>
    [Alias("history")]
    Task<CustomerHistory?> HistoryAsync(HistoryQuery query);

    /// <summary>Stores a profile, durably; creates the customer where unknown.</summary>
    [Alias("put-profile"), ResponseTimeout(LongestWork)]
    Task PutProfileAsync(CustomerProfile profile);

    /// <summary>Takes missed payments, durably; false where the customer is not known.</summary>
    [Alias("note-missed-payments"), ResponseTimeout(LongestWork)]
    Task<bool> NoteMissedPaymentsAsync(MissedPaymentBatch batch);
}
