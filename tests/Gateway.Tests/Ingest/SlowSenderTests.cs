using System.IO.Compression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Gateway.Ingest;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Ingest;

/// <summary>Senders that begin and do not go on: they keep little memory, and not for long.</summary>
public sealed class SlowSenderTests : IAsyncLifetime
{
    private const string Json = "application/json";
    private const string Ndjson = "application/x-ndjson";

    private readonly MemoryService _service = new();
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private RunningGateway _gateway = null!;

    // The server measures its least rate in real time; here only the deadlines count.
    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(_service, services =>
    {
        services.AddTime(_time);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinRequestBodyDataRate = null);
    });

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_document_takes_room_for_what_has_arrived_and_not_for_what_it_declares()
    {
        var posts = await BeginAsync(100, Json, "[\n");

        Assert.Equal(200, (await _gateway.PostAsync("/transactions", Sample.Json("t1"))).Status);
        Assert.InRange(Taken(), 1, 100 * IngestGate.LeastBytes);
        posts.ForEach(p => p.Dispose());
        await Eventually.HoldsAsync(() => Taken() == 0);
    }

    [Fact]
    public async Task A_document_that_finds_no_more_room_while_it_arrives_is_turned_away_and_leaves_nothing()
    {
        var gate = _gateway.Service<IngestGate>();
        var rest = IngestGate.Budget - IngestGate.LeastBytes;
        Assert.True(gate.TryEnter(rest));
        using var post = await OpenPost.BeginAsync(_gateway.Address, Json);
        await post.SendAsync("[" + new string(' ', 2 * (int)IngestGate.LeastBytes));

        Assert.Equal(429, (await post.AnswerAsync()).Status);
        gate.Leave(rest);
        await Eventually.HoldsAsync(() => Taken() == 0);
    }

    [Fact]
    public async Task A_document_that_does_not_end_in_time_is_given_up()
    {
        using var post = (await BeginAsync(1, Json, "[\n")).Single();

        // Room is taken a moment before the deadline begins.
        var answer = post.AnswerAsync();
        await Eventually.HoldsAsync(() =>
        {
            _time.Advance(JsonBody.Deadline);
            return answer.IsCompleted;
        });
        var (status, _, problem) = await answer;

        Assert.Equal(408, status);
        Assert.Contains("within 30 s", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Json)]
    [InlineData(Ndjson)]
    public async Task A_compressed_body_has_no_more_time_than_another(string mediaType)
    {
        using var packed = new MemoryStream();
        await using var encoder = new GZipStream(packed, CompressionLevel.Fastest);
        await encoder.WriteAsync("[{"u8.ToArray());
        await encoder.FlushAsync();
        using var post = await OpenPost.BeginAsync(_gateway.Address, mediaType, "gzip");
        await post.SendAsync(packed.ToArray());
        // A stream gives its room back but for what it has begun, and its decoder's.
        await Eventually.HoldsAsync(() => mediaType == Json ? Taken() > 0 : Taken() is > 2 and < 128 * 1024);

        // The deadline begins once the gateway waits; until then time stands still.
        var answer = post.AnswerAsync();
        await Eventually.HoldsAsync(() =>
        {
            _time.Advance(JsonBody.Deadline);
            return answer.IsCompleted;
        });

        Assert.Equal(408, (await answer).Status);
        await Eventually.HoldsAsync(() => Taken() == 0);
    }

    [Fact]
    public async Task Long_lines_that_do_not_end_lock_nobody_out_and_are_given_up_in_time()
    {
        var begun = new string(' ', NdjsonBody.LongestLine - 1);
        var posts = await BeginAsync(320, Ndjson, begun);

        await Eventually.HoldsAsync(() => Taken() == posts.Count * (long)begun.Length);
        Assert.Equal(200, (await _gateway.PostAsync("/transactions", Sample.Json("t1") + "\n", Ndjson)).Status);
        _time.Advance(NdjsonBody.LineDeadline);
        foreach (var post in posts)
        {
            Assert.Equal(408, (await post.AnswerAsync()).Status);
            post.Dispose();
        }

        await Eventually.HoldsAsync(() => Taken() == 0);
    }

    [Fact]
    public async Task A_line_that_comes_byte_by_byte_has_no_more_time_than_another()
    {
        using var post = (await BeginAsync(1, Ndjson, "{")).Single();
        await Eventually.HoldsAsync(() => Taken() == 1);
        for (var bytes = 2; bytes <= 3; bytes++)
        {
            _time.Advance(NdjsonBody.LineDeadline / 3);
            await post.SendAsync(" ");
            await Eventually.HoldsAsync(() => Taken() == bytes);
        }

        _time.Advance(NdjsonBody.LineDeadline / 3);

        Assert.Equal(408, (await post.AnswerAsync()).Status);
    }

    [Fact]
    public async Task Between_lines_a_stream_may_pause_for_hours()
    {
        using var post = (await BeginAsync(1, Ndjson, Sample.Json("t1") + "\n")).Single();
        await Eventually.HoldsAsync(() => _service.Transactions.Count == 1 && Taken() == 0);
        _time.Advance(TimeSpan.FromHours(3));
        await post.SendAsync(Sample.Json("t2"));
        await post.EndAsync();

        Assert.Equal(200, (await post.AnswerAsync()).Status);
    }

    private async Task<List<OpenPost>> BeginAsync(int count, string mediaType, string begin)
    {
        var before = _gateway.Service<IngestGate>().Taken;
        var posts = new List<OpenPost>();
        for (var i = 0; i < count; i++)
        {
            var post = await OpenPost.BeginAsync(_gateway.Address, mediaType);
            await post.SendAsync(begin);
            posts.Add(post);
        }

        if (mediaType == Json)
            await Eventually.HoldsAsync(() => Taken() == before + (count * IngestGate.LeastBytes));
        return posts;
    }

    private long Taken() => _gateway.Service<IngestGate>().Taken;
}
