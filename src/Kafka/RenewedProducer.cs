using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace PreDelinquency.Kafka;

/// <summary>A producer, and a new one once it gave up for good. Any thread.</summary>
/// <param name="settings">The client library's.</param>
/// <param name="logger">For what goes wrong.</param>
internal sealed partial class RenewedProducer(ProducerConfig settings, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();

    /// <summary>Those that gave up for good; somebody may still wait for one of them.</summary>
    private readonly List<IProducer<byte[]?, byte[]?>> _spent = [];
    private IProducer<byte[]?, byte[]?>? _current;
    private bool _isSpent;

    /// <summary>Why writing does not go on now.</summary>
    public WritingProblem Problem { get; } = new();

    /// <summary>The one to use now.</summary>
    /// <exception cref="ArgumentException">A setting that is not known, or a value that is not possible.</exception>
    public IProducer<byte[]?, byte[]?> Take()
    {
        lock (_lock)
        {
            if (_isSpent)
            {
                _spent.Add(_current!);
                (_current, _isSpent) = (null, false);
            }

            return _current ??= ClientSettings.Build(settings, config => new ProducerBuilder<byte[]?, byte[]?>(config)
                .SetErrorHandler(Failed)
                .SetLogHandler((_, message) => ClientLog.Write(logger, message))
                .Build());
        }
    }

    /// <inheritdoc cref="WritingProblem.LookAgain"/>
    public void LookAgain() => Problem.LookAgain(() =>
    {
        using var client = new DependentAdminClientBuilder(Take().Handle).Build();
        client.GetMetadata(LookPatience);
    });

    public void Dispose()
    {
        _current?.Flush(FlushPatience);
        _current?.Dispose();
        _spent.ForEach(producer => producer.Dispose());
    }

    private void Failed(IProducer<byte[]?, byte[]?> producer, Error error)
    {
        Problem.NoteOfClient(error);
        if (error.IsFatal)
        {
            lock (_lock)
                _isSpent |= ReferenceEquals(producer, _current);
        }

        LogFailed(logger, error.Code, error.Reason);
    }

    [LoggerMessage(4006, LogLevel.Warning, "Kafka, writing: {Code}: {Reason}")]
    private static partial void LogFailed(ILogger logger, ErrorCode code, string reason);
}
