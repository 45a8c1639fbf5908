using System.IO.Pipelines;
using PreDelinquency.Cli.Import;

namespace PreDelinquency.Cli.Tests.Import;

public sealed class HeedingStreamTests
{
    [Fact]
    public async Task A_cancellation_ends_the_waiting_for_input_that_does_not_come()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("ab"u8.ToArray(), TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        await using var stream = new HeedingStream(pipe.Reader.AsStream(), stop.Token);
        var one = new byte[1];
        Assert.Equal((1, (byte)'a'), (stream.Read(one), one[0]));
        Assert.Equal((1, (byte)'b'), (stream.Read(one), one[0]));
        var waiting = Task.Run(() => stream.Read(new byte[1]), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => waiting);
        await pipe.Writer.CompleteAsync();
    }
}
