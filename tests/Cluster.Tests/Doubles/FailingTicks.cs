using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Tests.Doubles;

/// <summary>Customers that hear the time, and note it, unless one throws.</summary>
internal sealed class FailingTicks(Func<string, Exception?> failure) : ICustomers
{
    private readonly Lock _lock = new();

    public List<string> Heard { get; } = [];

    public ValueTask TickAsync(string customerId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (failure(customerId) is { } thrown)
            throw thrown;
        lock (_lock)
            Heard.Add(customerId);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(string customerId, IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<RiskAssessment?> AssessAsync(string customerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<RiskAssessment?> AssumeAsync(string customerId, Assumption assumption, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<CustomerView?> ViewAsync(string customerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<PastFeatures?> FeaturesAsync(string customerId, PastMoment? past, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<CustomerHistory?> HistoryAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask PutProfileAsync(string customerId, CustomerProfile profile, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> NoteMissedPaymentsAsync(string customerId, IReadOnlyList<MissedPayment> payments, CancellationToken cancellationToken) => throw new NotSupportedException();
}
