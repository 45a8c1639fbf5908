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
        var calls = new RepeatedCalls(TimeSpan.Zero, new SiloLosses(time), time, log);

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
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        var calls = new RepeatedCalls(TimeSpan.Zero, new SiloLosses(time), time, new LineLogger());

        var told = await Assert.ThrowsAsync<ServiceUnavailableException>(() => calls.MakeAsync(() => Task.FromException(failure), TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(reason, told.Message);
    }

    [Theory]
    [InlineData("c1")]
    [InlineData(null)]
    public async Task What_the_store_refuses_for_good_is_said_to_be_of_the_customer_of_whom_it_is(string? customerId)
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        var calls = new RepeatedCalls(TimeSpan.FromSeconds(25), new SiloLosses(time), time, new LineLogger());
        var failure = new StoreException("22000: poison") { IsPermanent = true, CustomerId = customerId };

        var told = await Assert.ThrowsAsync<ServiceUnavailableException>(() => calls.MakeAsync(() => Task.FromException(failure), TestContext.Current.CancellationToken).AsTask());

        Assert.Equal((true, customerId), (told.IsPermanent, told.CustomerId));
    }

    [Fact]
    public async Task A_late_answer_of_a_silo_that_lives_is_awaited_and_the_call_is_made_once()
    {
        var (time, made, answer) = (new ManualTime(DateTimeOffset.UnixEpoch), 0, new TaskCompletionSource<int>());
        var calls = new RepeatedCalls(TimeSpan.FromSeconds(25), new SiloLosses(time), time, new LineLogger());

        var asked = calls.MakeAsync(() => Made(ref made, answer), TestContext.Current.CancellationToken).AsTask();
        for (var second = 0; second < 24; second++)
            time.Advance(TimeSpan.FromSeconds(1));
        answer.SetResult(7);

        Assert.Equal((7, 1), (await asked, made));
    }

    [Fact]
    public async Task A_late_answer_is_not_awaited_for_longer_than_the_patience()
    {
        var (time, made) = (new ManualTime(DateTimeOffset.UnixEpoch), 0);
        var calls = new RepeatedCalls(TimeSpan.FromSeconds(25), new SiloLosses(time), time, new LineLogger());

        var asked = calls.MakeAsync(() => Made(ref made, new TaskCompletionSource<int>()), TestContext.Current.CancellationToken).AsTask();
        await Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return asked.IsCompleted;
        });

        var told = await Assert.ThrowsAsync<ServiceUnavailableException>(() => asked);
        Assert.Equal(("The customer cannot be reached now: its silo did not answer for 25 s.", 1), (told.Message, made));
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public async Task Where_a_silo_went_a_late_answer_is_taken_for_lost_and_the_call_made_again(int goneAfter)
    {
        var (time, made, second) = (new ManualTime(DateTimeOffset.UnixEpoch), 0, new TaskCompletionSource<int>());
        var losses = new SiloLosses(time);
        var calls = new RepeatedCalls(TimeSpan.FromSeconds(25), losses, time, new LineLogger());
        if (goneAfter < 0)
        {
            losses.Note();
            time.Advance(TimeSpan.FromSeconds(-goneAfter));
        }

        var asked = calls.MakeAsync(() => Made(ref made, made == 0 ? new TaskCompletionSource<int>() : second), TestContext.Current.CancellationToken).AsTask();
        if (goneAfter > 0)
        {
            time.Advance(TimeSpan.FromSeconds(goneAfter));
            losses.Note();
        }

        second.SetResult(7);
        await Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return asked.IsCompleted;
        });

        Assert.Equal((7, 2), (await asked, made));
    }

    public static TheoryData<Exception, string> Failures => new()
    {
        { new StoreException("a cable was pulled"), "The store does not work now: a cable was pulled" },
        { new TimeoutException("Response did not arrive on time in 00:00:10 for message: Request [S10.0.0.7:30000"), "The customer cannot be reached now: its silo did not answer for 0 s." },
        { new SiloUnavailableException("S10.0.0.7:11111"), "The customer cannot be reached now: no silo could be called for 0 s." },
        { new StateConflictException(), "The customer cannot be reached now: it was changed elsewhere each time it was asked." },
    };

    private static Task<int> Made(ref int made, TaskCompletionSource<int> answer)
    {
        made++;
        return answer.Task;
    }

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
