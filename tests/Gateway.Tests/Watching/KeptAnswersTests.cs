using PreDelinquency.Gateway.Watching;

namespace PreDelinquency.Gateway.Tests.Watching;

public sealed class KeptAnswersTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private int _workedOut;

    [Fact]
    public async Task Who_asks_while_an_answer_is_being_worked_out_gets_it_too()
    {
        var answers = new KeptAnswers<string, int>(_time, 4);
        var work = new TaskCompletionSource<int>();

        var first = answers.ReadAsync("a", () => work.Task, Stop);
        var second = answers.ReadAsync("a", () => throw new InvalidOperationException("asked twice"), Stop);
        work.SetResult(7);

        Assert.Equal((7, 7), (await first, await second));
    }

    [Fact]
    public async Task An_answer_stands_for_a_second_and_ten_times_as_long_as_it_took()
    {
        var answers = new KeptAnswers<string, int>(_time, 4);

        Assert.Equal(1, await answers.ReadAsync("a", () => WorkAsync(3), Stop));
        _time.Advance(TimeSpan.FromSeconds(30.9));
        Assert.Equal(1, await answers.ReadAsync("a", () => WorkAsync(3), Stop));
        Assert.Equal(2, await answers.ReadAsync("b", () => WorkAsync(0), Stop));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(3, await answers.ReadAsync("a", () => WorkAsync(3), Stop));
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var answers = new KeptAnswers<string, int>(_time, 4);

        await Assert.ThrowsAsync<InvalidOperationException>(() => answers.ReadAsync("a", () => throw new InvalidOperationException(), Stop));

        Assert.Equal(1, await answers.ReadAsync("a", () => WorkAsync(0), Stop));
    }

    [Fact]
    public async Task Who_no_longer_waits_breaks_nothing_off()
    {
        var answers = new KeptAnswers<string, int>(_time, 4);
        var work = new TaskCompletionSource<int>();
        using var gone = new CancellationTokenSource();

        var first = answers.ReadAsync("a", () => work.Task, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = answers.ReadAsync("a", () => WorkAsync(0), Stop);
        work.SetResult(7);

        Assert.Equal(7, await second);
    }

    [Fact]
    public async Task Of_more_than_are_kept_the_oldest_goes()
    {
        var answers = new KeptAnswers<int, int>(_time, 2);
        for (var key = 1; key <= 3; key++)
        {
            Assert.Equal(key, await answers.ReadAsync(key, () => WorkAsync(0.1), Stop));
            _time.Advance(TimeSpan.FromSeconds(0.1));
        }

        Assert.Equal(3, await answers.ReadAsync(3, () => WorkAsync(0), Stop));
        Assert.Equal(4, await answers.ReadAsync(1, () => WorkAsync(0), Stop));
    }

    private Task<int> WorkAsync(double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return Task.FromResult(++_workedOut);
    }
}
