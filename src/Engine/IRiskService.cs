using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Engine;

/// <summary>
/// Everything that the gateway asks of whatever hosts the customers: the engine in this process, or a cluster.
/// All members are safe to call from many threads.
/// </summary>
public interface IRiskService
{
    /// <summary>
    /// The bound of the future by the clock in force, against which timestamps are checked: the wall clock, or where a stream on its own
    /// time is ahead of that, the latest moment that three customers have reached.
    /// </summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// The present that is shown, and as of which customers are looked at: the wall clock, or the newest timestamp of a stream
    /// on its own time; the wall clock before the first.
    /// </summary>
    DateTimeOffset Present { get; }

    /// <summary>The models in use.</summary>
    ServedModels Models { get; }

    /// <summary>Whether a new request should be turned away now, and if so for how long.</summary>
    /// <exception cref="ServiceUnavailableException">It should, and not because senders are too fast: the service does not work now.</exception>
    bool IsBusy(out TimeSpan retryAfter);

    /// <summary>
    /// Takes a batch in order and completes once everything accepted in it is durable. Waits where the queues are full.
    /// Unreadable documents come along as dead letters, so that nothing is lost; sent again, a document is still one dead
    /// letter, as long as it is among the latest 16,384 of them.
    /// </summary>
    /// <returns>One outcome per transaction, in order.</returns>
    /// <exception cref="ServiceUnavailableException">The store does not work now; nothing of the batch is acknowledged.</exception>
    ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(IReadOnlyList<Transaction> transactions, IReadOnlyList<DeadLetter> deadLetters, CancellationToken cancellationToken);

    /// <summary>Scores and explains a customer as of now; null where the customer is unknown.</summary>
    ValueTask<RiskAssessment?> AssessAsync(string customerId, CancellationToken cancellationToken);

    /// <summary>Scores and explains many customers as of now: one answer for each, in the order asked for.</summary>
    /// <exception cref="ServiceUnavailableException">No part of the service that was asked can answer now; where only some cannot, their customers' answers say so.</exception>
    ValueTask<IReadOnlyList<AssessmentAnswer>> AssessAsync(IReadOnlyList<string> customerIds, CancellationToken cancellationToken);

    /// <summary>Scores and explains a customer as of now, if some features had other values; null where the customer is unknown.</summary>
    ValueTask<RiskAssessment?> AssumeAsync(string customerId, Assumption assumption, CancellationToken cancellationToken);

    /// <summary>Profile, features and score as of now; null where the customer is unknown.</summary>
    ValueTask<CustomerView?> GetCustomerAsync(string customerId, CancellationToken cancellationToken);

    /// <summary>
    /// The features at a past moment, as they were served then; null where the customer is unknown. They are made of the
    /// customer's accepted transactions in the order of the log, up to the first whose timestamp lies after the moment. The log
    /// tells the order of arrival and not its time: a transaction counts from its timestamp on, and one that came after a later
    /// one from that one's. Like the present, the moment is taken as no later than
    /// <see cref="Domain.Customer.DormantAfterDays"/> days after the latest of them.
    /// </summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="asOf">The moment, or the end of a day; null for now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<PastFeatures?> GetFeaturesAsync(string customerId, PastMoment? asOf, CancellationToken cancellationToken);

    /// <summary>Transactions, scores and interventions, newest first; null where the customer is unknown.</summary>
    /// <param name="customerId">The customer.</param>
    /// <param name="before">Only what lies before this place; null for the end.</param>
    /// <param name="limit">At most so many of each kind, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<CustomerHistory?> GetHistoryAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken);

    /// <summary>Customers at or above a level by falling probability.</summary>
    ValueTask<IReadOnlyList<CustomerSummary>> GetHighRiskAsync(RiskLevel level, int limit, CancellationToken cancellationToken);

    /// <summary>Interventions with a sequence greater than the given one, in order of sequence.</summary>
    ValueTask<IReadOnlyList<SequencedIntervention>> GetInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>Documents that could not be taken, with a sequence greater than the given one, in order of sequence.</summary>
    ValueTask<IReadOnlyList<SequencedDeadLetter>> GetDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>Stores a profile, durably; creates the customer where unknown.</summary>
    ValueTask PutProfileAsync(string customerId, CustomerProfile profile, CancellationToken cancellationToken);

    /// <summary>Takes missed payments, durably: what scores are judged by later. Of one obligation and due date what is told last holds.</summary>
    /// <returns>Those whose customer is not known; the others are kept.</returns>
    ValueTask<IReadOnlyList<MissedPayment>> NoteMissedPaymentsAsync(IReadOnlyList<MissedPayment> payments, CancellationToken cancellationToken);

    /// <summary>
    /// Lets other models judge what arrives from here on. Nothing waits: what arrived before is judged by those before, and
    /// every batch by those that it met when it came in.
    /// </summary>
    ValueTask ServeAsync(ServedModels models, CancellationToken cancellationToken);

    /// <summary>Figures of the moment.</summary>
    ServiceStats GetStats();

    /// <summary>The parts that must work, with their state.</summary>
    IReadOnlyList<PartHealth> GetHealth();

    /// <summary>
    /// Registers a listener that is called after each commit, in commit order, on the committing thread: it must only
    /// hand over and return. Dispose the result to end it.
    /// </summary>
    IDisposable Listen(ICommitListener listener);
}
