using Confluent.Kafka;

namespace PreDelinquency.Kafka;

/// <summary>Where messages go that could not be taken.</summary>
internal interface IDeadLetterTopic
{
    /// <summary>Sends a message on as it came; completes once it is there.</summary>
    /// <param name="message">The message.</param>
    /// <param name="error">Names the field and the rule.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KafkaException">It is not there.</exception>
    Task SendAsync(Message<byte[]?, byte[]?> message, string error, string source, CancellationToken cancellationToken);
}
