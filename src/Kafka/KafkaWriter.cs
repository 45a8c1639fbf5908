using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Kafka;

/// <summary>What this process writes. It waits for brokers that cannot be reached for as long as the caller does. Any thread.</summary>
public sealed class KafkaWriter : IDeadLetterTopic, IDisposable
{
    /// <summary>Longest key of a dead letter that is too large as a whole.</summary>
    private const int LongestKey = 1024;

    private readonly RenewedProducer _producer;

    /// <summary>Calls that wait for brokers.</summary>
    private int _underWay;

    /// <param name="options">The brokers.</param>
    /// <param name="logger">For what goes wrong.</param>
    /// <exception cref="ArgumentException">An option that is not possible.</exception>
    public KafkaWriter(KafkaOptions options, ILogger<KafkaWriter> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _producer = new RenewedProducer(ClientSettings.Producer(options), logger);
        _producer.Take();
    }

    /// <summary>Why writing does not go on now; null where it does, as far as was tried.</summary>
    public string? Problem => _producer.Problem.Now?.Reason;

    /// <summary>Asks the brokers whether writing may go on, where it did not and nothing is on its way: nobody else tells that they are back.</summary>
    /// <returns>Ends once they answered, or after a second.</returns>
    public Task LookAgainAsync() => Problem is null || Volatile.Read(ref _underWay) > 0 ? Task.CompletedTask : Task.Run(_producer.LookAgain);

    /// <summary>Sends messages in order of each key and completes once all are there. Where one is not, those of its key after it are not either.</summary>
    /// <exception cref="KafkaException">Some are not there.</exception>
    public async Task SendAsync(string topic, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var producer = _producer.Take();
        Interlocked.Increment(ref _underWay);
        try
        {
            foreach (var round in RoundsOf(messages))
            {
                for (var sent = 0; sent < round.Count;)
                    sent += await SendNextAsync(producer, topic, round, sent, cancellationToken);
            }

            _producer.Problem.End();
        }
        catch (KafkaException e)
        {
            _producer.Problem.NoteOfSend(e.Error);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    async Task IDeadLetterTopic.SendAsync(Message<byte[]?, byte[]?> message, string error, string source, CancellationToken cancellationToken)
    {
        var whole = new Message<byte[]?, byte[]?> { Key = message.Key, Value = message.Value, Headers = [] };
        foreach (var header in message.Headers ?? [])
            whole.Headers.Add(header.Key, header.GetValueBytes());
        Describe(whole, error, source);
        try
        {
            await SendAsync(Topics.DeadLetters, [new(whole, Tracing.Current)], cancellationToken);
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.MsgSizeTooLarge)
        {
            // To repeat it would be of no use, and everything behind it would wait for ever.
            var rest = new Message<byte[]?, byte[]?> { Key = message.Key is { Length: <= LongestKey } ? message.Key : null, Headers = [] };
            Describe(rest, error, source);
            rest.Headers.Add("left-out", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"too large: a value of {message.Value?.Length ?? 0} bytes")));
            await SendAsync(Topics.DeadLetters, [new(rest, Tracing.Current)], cancellationToken);
        }
    }

    public void Dispose() => _producer.Dispose();

    private static void Describe(Message<byte[]?, byte[]?> letter, string error, string source)
    {
        letter.Headers.Add("error", Encoding.UTF8.GetBytes(error));
        letter.Headers.Add("source", Encoding.UTF8.GetBytes(source));
    }

    // What follows a message that is refused would be there before it: each round has one of each key, and waits for the one before.
    private static List<List<OutgoingMessage>> RoundsOf(IReadOnlyList<OutgoingMessage> messages)
    {
        var (rounds, counts) = (new List<List<OutgoingMessage>>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var message in messages)
        {
            var key = Convert.ToBase64String(message.Message.Key ?? []);
            var round = counts.GetValueOrDefault(key);
            counts[key] = round + 1;
            if (round == rounds.Count)
                rounds.Add([]);
            rounds[round].Add(message);
        }

        return rounds;
    }

    /// <summary>Sends as many as the client takes at once, and waits for all of them, so that none is still on its way when the caller repeats.</summary>
    /// <returns>How many; at least one.</returns>
    private static async Task<int> SendNextAsync(
        IProducer<byte[]?, byte[]?> producer, string topic, List<OutgoingMessage> messages, int start, CancellationToken cancellationToken)
    {
        var onTheWay = new List<Task>();
        for (var next = start; next < messages.Count; next++)
        {
            var sending = SendAsync(producer, topic, messages[next], cancellationToken);
            if (sending.Exception is { } refused)
            {
                // A full queue empties; anything else is not to be gone on from.
                if (onTheWay.Count == 0 || refused.InnerException is not KafkaException { Error.Code: ErrorCode.Local_QueueFull })
                    onTheWay.Add(sending);
                break;
            }

            onTheWay.Add(sending);
        }

        await Task.WhenAll(onTheWay);
        return onTheWay.Count;
    }

    private static async Task SendAsync(IProducer<byte[]?, byte[]?> producer, string topic, OutgoingMessage outgoing, CancellationToken cancellationToken)
    {
        using var span = MessageSpans.Send(topic, outgoing.Message, outgoing.Cause);
        try
        {
            await producer.ProduceAsync(topic, outgoing.Message, cancellationToken);
        }
        catch (KafkaException e) when (span is not null)
        {
            span.Fail(e);
            throw;
        }
    }
}
