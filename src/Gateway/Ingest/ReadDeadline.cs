using System.IO.Pipelines;

namespace PreDelinquency.Gateway.Ingest;

/// <summary>
/// Ends the wait for a body once its time is over: the read then comes back cancelled, and an answer can still be sent, which
/// it could not where the read itself was aborted.
/// </summary>
internal sealed class ReadDeadline : IDisposable
{
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _registration;

    public ReadDeadline(PipeReader body, TimeSpan after, TimeProvider time)
    {
        _over = new CancellationTokenSource(after > TimeSpan.Zero ? after : TimeSpan.Zero, time);
        _registration = _over.Token.UnsafeRegister(static state => ((PipeReader)state!).CancelPendingRead(), body);
    }

    /// <summary>What is told to a sender whose time is over: 408.</summary>
    public static BadHttpRequestException Missed(string what, TimeSpan time) =>
        new($"{what} must arrive within {time.TotalSeconds:0} s.", StatusCodes.Status408RequestTimeout);

    public void Dispose()
    {
        _registration.Dispose();
        _over.Dispose();
    }
}
