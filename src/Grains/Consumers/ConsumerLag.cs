using PreDelinquency.Engine;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Calls;
using PreDelinquency.Outreach.Alerting;

namespace PreDelinquency.Grains.Consumers;

/// <summary>What silos have left to read of the transactions in Kafka: they tell, and gateways ask.</summary>
public sealed class ConsumerLag : IConsumerLag
{
    /// <summary>A reader tells so often.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>What is read; there is one group of readers.</summary>
    public const string Transactions = "transactions";

    private readonly IGrainFactory _grains;
    private readonly RepeatedCalls _calls;
    private readonly string _who = Guid.NewGuid().ToString("N");

    internal ConsumerLag(IGrainFactory grains, RepeatedCalls calls) => (_grains, _calls) = (grains, calls);

    private IConsumerGrain Consumer => _grains.GetGrain<IConsumerGrain>(Transactions);

    /// <summary>Tells what this process has left.</summary>
    /// <exception cref="ServiceUnavailableException">Nobody can be told now.</exception>
    public ValueTask ReportAsync(long lag, CancellationToken cancellationToken) => _calls.MakeAsync(() => Consumer.ReportAsync(_who, lag), cancellationToken);

    public async ValueTask<long?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _calls.MakeAsync(() => Consumer.LagAsync(), cancellationToken);
        }
        catch (ServiceUnavailableException)
        {
            // That no silo can be asked is told elsewhere.
            return null;
        }
    }
}
