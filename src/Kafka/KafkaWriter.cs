using System.Text;
using Confluent.Kafka;

namespace PreDelinquency.Kafka;

/// <summary>The producer of this process. Any thread.</summary>
public sealed class KafkaWriter : IDeadLetterTopic, IDisposable
{
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(10);
    private readonly IProducer<string, byte[]> _producer;

    public KafkaWriter(KafkaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _producer = new ProducerBuilder<string, byte[]>(ClientSettings.Producer(options)).Build();
    }

    /// <summary>Sends messages in order and completes once all are there.</summary>
    /// <exception cref="KafkaException">Some are not there; those after them may be.</exception>
    public async Task SendAsync(string topic, IReadOnlyList<Message<string, byte[]>> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        await Task.WhenAll(messages.Select(message => _producer.ProduceAsync(topic, message, cancellationToken)));
    }

    Task IDeadLetterTopic.SendAsync(ConsumeResult<string, byte[]> message, string error, string source, CancellationToken cancellationToken)
    {
        var headers = new Headers { { "error", Encoding.UTF8.GetBytes(error) }, { "source", Encoding.UTF8.GetBytes(source) } };
        return _producer.ProduceAsync(Topics.DeadLetters, new Message<string, byte[]> { Key = message.Message.Key, Value = message.Message.Value, Headers = headers }, cancellationToken);
    }

    public void Dispose()
    {
        _producer.Flush(FlushPatience);
        _producer.Dispose();
    }
}
