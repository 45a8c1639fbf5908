using Confluent.Kafka;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Relays;
using PreDelinquency.Kafka;

namespace PreDelinquency.Silo.Topics;

/// <summary>Serves one topic from the store.</summary>
/// <param name="topic">Its name.</param>
/// <param name="passOn">Passes on what was not yet, <see cref="OutboxRelay.Page"/> at most, and tells how many.</param>
internal sealed class TopicRelay(string topic, Func<CancellationToken, Task<int>> passOn) : IRelay
{
    public string Topic => topic;

    public int Page => OutboxRelay.Page;

    public async Task<int> PassOnAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await passOn(cancellationToken);
        }
        catch (KafkaException e)
        {
            throw new ServiceUnavailableException($"{topic} cannot be written: {e.Error.Reason}", e);
        }
    }
}
