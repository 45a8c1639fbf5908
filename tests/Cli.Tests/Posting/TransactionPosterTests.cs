using System.Net;
using PreDelinquency.Cli.Posting;

namespace PreDelinquency.Cli.Tests.Posting;

public sealed class TransactionPosterTests
{
    private static readonly byte[] Lines = "{}\n{}\n"u8.ToArray();

    [Fact]
    public async Task A_busy_gateway_gets_the_same_batch_again_until_it_takes_it()
    {
        using var gateway = new ScriptedGateway(ScriptedGateway.Busy, ScriptedGateway.Busy, () => ScriptedGateway.Accepted(1, 1));
        var poster = Create(gateway);
        var result = await poster.PostAsync(Lines, CancellationToken.None);
        Assert.Equal((1, 1), (result.Accepted, result.Duplicates));
        Assert.Equal(2, poster.Postponed);
        Assert.Equal(["{}\n{}\n", "{}\n{}\n", "{}\n{}\n"], gateway.Bodies);
    }

    [Fact]
    public async Task Rejections_come_with_line_id_and_error()
    {
        using var gateway = new ScriptedGateway(() => ScriptedGateway.Accepted(1, 0, """{"line":2,"transaction_id":"t9","error":"amount must be more than 0"}"""));
        var rejection = Assert.Single((await Create(gateway).PostAsync(Lines, CancellationToken.None)).Rejected);
        Assert.Equal((2, "t9", "amount must be more than 0"), (rejection.Line, rejection.TransactionId, rejection.Error));
    }

    [Fact]
    public async Task A_refused_request_is_not_repeated_and_its_reason_is_shown()
    {
        using var gateway = new ScriptedGateway(() => new HttpResponseMessage(HttpStatusCode.UnsupportedMediaType) { Content = new StringContent("no such\ntype") });
        var error = await Assert.ThrowsAsync<CommandException>(() => Create(gateway).PostAsync(Lines, CancellationToken.None));
        Assert.Equal("http://gateway/base/transactions answered 415: no such type", error.Message);
    }

    [Fact]
    public async Task An_answer_that_is_not_a_gateways_is_an_error()
    {
        using var gateway = new ScriptedGateway(() => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"hello":1}""", System.Text.Encoding.UTF8, "application/json") });
        await Assert.ThrowsAsync<CommandException>(() => Create(gateway).PostAsync(Lines, CancellationToken.None));
    }

    [Fact]
    public async Task A_gateway_that_cannot_be_reached_is_given_up_after_the_patience()
    {
        using var gateway = new ScriptedGateway(() => throw new HttpRequestException("connection refused"));
        using var client = new HttpClient(gateway);
        var poster = new TransactionPoster(client, new Uri("http://gateway/base/"), TimeProvider.System) { Patience = TimeSpan.Zero };
        var error = await Assert.ThrowsAsync<CommandException>(() => poster.PostAsync(Lines, CancellationToken.None));
        Assert.Equal("http://gateway/base/ cannot be reached: connection refused", error.Message);
    }

    [Fact]
    public async Task A_gateway_whose_store_does_not_work_is_asked_again_and_given_up_after_the_patience()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        using var gateway = new ScriptedGateway([.. Enumerable.Repeat(() => Unavailable("""{"detail":"The store does not work now"}"""), 100)]);
        using var client = new HttpClient(gateway);
        var poster = new TransactionPoster(client, new Uri("http://gateway/base/"), time);

        var posting = poster.PostAsync(Lines, CancellationToken.None);
        await Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return posting.IsCompleted;
        });

        var error = await Assert.ThrowsAsync<CommandException>(() => posting);
        Assert.Equal("""http://gateway/base/transactions answered 503: {"detail":"The store does not work now"}""", error.Message);
        Assert.InRange(gateway.Bodies.Count, 2, 8);
    }

    [Fact]
    public async Task A_gateway_that_has_stopped_for_good_is_not_asked_again()
    {
        using var gateway = new ScriptedGateway(() => Unavailable("""{"detail":"The engine has stopped","permanent":true}"""));

        await Assert.ThrowsAsync<CommandException>(() => Create(gateway).PostAsync(Lines, CancellationToken.None));

        Assert.Single(gateway.Bodies);
    }

    private static HttpResponseMessage Unavailable(string problem) => new(HttpStatusCode.ServiceUnavailable)
    {
        Headers = { { "Retry-After", "5" } },
        Content = new StringContent(problem, System.Text.Encoding.UTF8, "application/problem+json"),
    };

    [Fact]
    public void Batches_hold_whole_lines_and_all_of_them()
    {
        var text = string.Concat(Enumerable.Range(0, 1000).Select(i => new string('x', i) + "\n")) + "last";
        using var stream = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text));
        var (joined, lines) = ("", 0);
        foreach (var (batch, count) in LineBatches.Read(stream, 7))
        {
            var part = System.Text.Encoding.ASCII.GetString(batch.Span);
            Assert.InRange(count, 1, 7);
            joined += part;
            lines += count;
        }

        Assert.Equal(text, joined);
        Assert.Equal(1001, lines);
    }

    private static TransactionPoster Create(ScriptedGateway gateway)
    {
        var client = new HttpClient(gateway);
        return new TransactionPoster(client, new Uri("http://gateway/base/"), TimeProvider.System);
    }

    [Fact]
    public async Task All_rejections_count_listed_or_not()
    {
        using var gateway = new ScriptedGateway(() => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent("""{"accepted":1,"duplicates":0,"rejected":[{"line":2,"transaction_id":"t9","error":"no"}],"rejected_count":2500}""", System.Text.Encoding.UTF8, "application/json"),
        });

        Assert.Equal(2500, (await Create(gateway).PostAsync(Lines, CancellationToken.None)).RejectedCount);
    }

    [Fact]
    public async Task A_timeout_of_the_client_counts_as_unreachable()
    {
        using var gateway = new ScriptedGateway(() => throw new TaskCanceledException("timed out", new TimeoutException()));
        using var client = new HttpClient(gateway);
        var poster = new TransactionPoster(client, new Uri("http://gateway/base/"), TimeProvider.System) { Patience = TimeSpan.Zero };

        var error = await Assert.ThrowsAsync<CommandException>(() => poster.PostAsync(Lines, CancellationToken.None));

        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }
}
