using Confluent.Kafka;

namespace PreDelinquency.Kafka;

/// <summary>
/// Why writing does not go on: a send that failed is a reason until one succeeds, and brokers that cannot be reached are until they
/// answer. Any thread.
/// </summary>
internal sealed class WritingProblem
{
    private volatile Error? _ofSend;
    private Error? _ofClient;

    /// <summary>Null where it goes on, as far as was tried.</summary>
    public Error? Now => _ofSend ?? Volatile.Read(ref _ofClient);

    /// <summary>A send failed.</summary>
    public void NoteOfSend(Error error) => _ofSend = error;

    /// <summary>The client tells of its brokers.</summary>
    public void NoteOfClient(Error error) => Volatile.Write(ref _ofClient, error);

    /// <summary>A send succeeded.</summary>
    public void End()
    {
        _ofSend = null;
        Volatile.Write(ref _ofClient, null);
    }

    /// <summary>
    /// Asks the brokers whether they can be reached again, where the client could not. It answers for what was known when it was asked: what
    /// comes meanwhile stays. What a broker answered only a message that it takes disproves.
    /// </summary>
    /// <param name="ask">Throws where they do not answer.</param>
    public void LookAgain(Action ask)
    {
        if (Volatile.Read(ref _ofClient) is not { IsLocalError: true } seen)
            return;
        Error? answer = null;
        try
        {
            ask();
        }
        catch (KafkaException e) when (!e.Error.IsFatal)
        {
            answer = e.Error;
        }

        Interlocked.CompareExchange(ref _ofClient, answer, seen);
    }
}
