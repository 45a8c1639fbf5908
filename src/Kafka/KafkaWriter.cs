using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Kafka;

/// <summary>What this process writes. It waits for brokers that cannot be reached for as long as the caller does. Any thread.</summary>
public sealed partial class KafkaWriter : IDeadLetterTopic, IDisposable
{
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(10);

    private readonly KafkaOptions _options;
    private readonly ILogger<KafkaWriter> _logger;
    private readonly Lock _lock = new();

    /// <summary>Those that gave up for good; somebody may still wait for one of them.</summary>
    private readonly List<IProducer<byte[]?, byte[]?>> _spent = [];
    private IProducer<byte[]?, byte[]?> _producer;
    private bool _isSpent;
    private volatile string? _problem;

    /// <param name="options">The brokers.</param>
    /// <param name="logger">For what goes wrong.</param>
    /// <exception cref="ArgumentException">An option that is not possible.</exception>
    public KafkaWriter(KafkaOptions options, ILogger<KafkaWriter> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _logger) = (options, logger);
        _producer = NewProducer();
    }

    /// <summary>Why writing does not go on now; null where it does, as far as was tried.</summary>
    public string? Problem => _problem;

    /// <summary>Sends messages in order and completes once all are there.</summary>
    /// <exception cref="KafkaException">Some are not there; those after them may be.</exception>
    public async Task SendAsync(string topic, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var producer = Producer();
        try
        {
            await Task.WhenAll(messages.Select(message => SendAsync(producer, topic, message, cancellationToken)));
            _problem = null;
        }
        catch (KafkaException e)
        {
            _problem = e.Error.Reason;
            throw;
        }
    }

    Task IDeadLetterTopic.SendAsync(Message<byte[]?, byte[]?> message, string error, string source, CancellationToken cancellationToken)
    {
        var headers = new Headers();
        foreach (var header in message.Headers ?? [])
            headers.Add(header.Key, header.GetValueBytes());
        headers.Add("error", Encoding.UTF8.GetBytes(error));
        headers.Add("source", Encoding.UTF8.GetBytes(source));
        return SendAsync(Topics.DeadLetters, [new(new() { Key = message.Key, Value = message.Value, Headers = headers }, Tracing.Current)], cancellationToken);
    }

    public void Dispose()
    {
        _producer.Flush(FlushPatience);
        _producer.Dispose();
        _spent.ForEach(producer => producer.Dispose());
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

    private IProducer<byte[]?, byte[]?> Producer()
    {
        lock (_lock)
        {
            if (_isSpent)
            {
                _spent.Add(_producer);
                (_producer, _isSpent) = (NewProducer(), false);
            }

            return _producer;
        }
    }

    private IProducer<byte[]?, byte[]?> NewProducer() => ClientSettings.Build(_options, options => new ProducerBuilder<byte[]?, byte[]?>(ClientSettings.Producer(options))
        .SetErrorHandler(Failed)
        .SetLogHandler((_, message) => ClientLog.Write(_logger, message))
        .Build());

    private void Failed(IProducer<byte[]?, byte[]?> producer, Error error)
    {
        _problem = error.Reason;
        if (error.IsFatal)
        {
            lock (_lock)
                _isSpent |= ReferenceEquals(producer, _producer);
        }

        LogFailed(_logger, error.Code, error.Reason);
    }

    [LoggerMessage(4006, LogLevel.Warning, "Kafka, writing: {Code}: {Reason}")]
    private static partial void LogFailed(ILogger logger, ErrorCode code, string reason);
}
