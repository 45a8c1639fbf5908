using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Calls;

namespace PreDelinquency.Grains.Tests;

public sealed class RepeatedCallsTests
{
    [Fact]
    public async Task Calls_that_one_cause_made_fail_are_told_of_in_a_line_with_their_number_every_few_seconds()
    {
        var (time, log) = (new ManualTime(DateTimeOffset.UnixEpoch), new LineLogger());
        var calls = new RepeatedCalls(TimeSpan.Zero, time, log);

        for (var call = 0; call < 100; call++)
            await Assert.ThrowsAsync<ServiceUnavailableException>(() => calls.MakeAsync(() => Task.FromException(new TimeoutException("nobody answers")), TestContext.Current.CancellationToken).AsTask());
        Assert.Equal("1 calls were given up after 0 s each; the latest: nobody answers", Assert.Single(log.Lines));
        time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => calls.MakeAsync(() => Task.FromException(new TimeoutException("nobody answers")), TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(["1 calls were given up after 0 s each; the latest: nobody answers", "100 calls were given up after 0 s each; the latest: nobody answers"], log.Lines);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Who_is_told_that_it_did_not_succeed_is_told_why(Exception failure, string reason)
    {
        var calls = new RepeatedCalls(TimeSpan.Zero, new ManualTime(DateTimeOffset.UnixEpoch), new LineLogger());

        var told = await Assert.ThrowsAsync<ServiceUnavailableException>(() => calls.MakeAsync(() => Task.FromException(failure), TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(reason, told.Message);
    }

    public static TheoryData<Exception, string> Failures => new()
    {
        { new StoreException("a cable was pulled"), "The store does not work now: a cable was pulled" },
        { new TimeoutException("Response did not arrive on time in 00:00:10 for message: Request [S10.0.0.7:30000"), "The customer cannot be reached now: its silo did not answer for 0 s." },
        { new SiloUnavailableException("S10.0.0.7:11111"), "The customer cannot be reached now: no silo could be called for 0 s." },
        { new StateConflictException(), "The customer cannot be reached now: it was changed elsewhere each time it was asked." },
    };

    private sealed class LineLogger : ILogger<RepeatedCalls>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Null(exception);
            Lines.Add(formatter(state, exception));
        }
    }
}
