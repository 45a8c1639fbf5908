using PreDelinquency.Engine;

namespace PreDelinquency.Cluster;

/// <summary>What became of a batch of transactions.</summary>
/// <param name="Outcomes">One per transaction, in order; without meaning for those of customers that failed.</param>
/// <param name="Failures">Customers that failed, and why; permanent where the reason is the customer's own. What was accepted of theirs counts; sent again, nothing counts twice.</param>
public sealed record IngestReport(IReadOnlyList<IngestOutcome> Outcomes, IReadOnlyDictionary<string, ServiceUnavailableException> Failures);
