using System.Text;
using System.Text.Json;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Ingest;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Ingest;

public sealed class CompressedBodyTests : IAsyncLifetime
{
    private const string Json = "application/json";
    private const string Ndjson = "application/x-ndjson";
    private const int Bombs = 64 * 1024 * 1024;

    private readonly MemoryService _service = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(_service);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("identity, br")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_stream_of_lines_is_taken_as_if_it_were_not_compressed(string coding)
    {
        const int Count = 3 * IngestChunk.MostTransactions;
        var lines = string.Concat(Enumerable.Range(0, Count).Select(i => Sample.Json($"t{i}") + "\n")) + "no\n";

        var (status, answer) = await PostAsync("/transactions", Compressed.Bytes(Packer(coding), lines), coding, Ndjson);

        Assert.Equal(200, status);
        Assert.Equal((Count, 1), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected_count").GetInt32()));
        Assert.Equal(Count + 1, answer.GetProperty("rejected")[0].GetProperty("line").GetInt32());
        Assert.Equal(Count, _service.Transactions.Count);
        Assert.Equal(0, _gateway.Service<IngestGate>().Taken);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_document_is_taken_as_if_it_were_not_compressed(string coding)
    {
        _service.Add("c1");

        var (status, answer) = await PostAsync("/transactions", Compressed.Bytes(coding, $"[{Sample.Json("t1")},{Sample.Json("t2")}]"), coding, Json);
        var (predicted, batch) = await PostAsync("/batch_predict", Compressed.Bytes(coding, """{"customer_ids":["c1"]}"""), coding, Json);

        Assert.Equal((200, 2), (status, answer.GetProperty("accepted").GetInt32()));
        Assert.Equal(200, predicted);
        Assert.Equal(1, batch.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("/transactions", "gzip", "10485760")]
    [InlineData("/transactions", "br", "10485760")]
    [InlineData("/transactions", "deflate", "10485760")]
    [InlineData("/batch_predict", "gzip", "262144")]
    [InlineData("/predict", "br", "262144")]
    public async Task A_document_that_is_small_only_while_it_is_compressed_is_refused_with_the_limit_and_what_to_do(string path, string coding, string limit)
    {
        var bomb = Compressed.Bytes(coding, Spaces);
        Assert.True(bomb.Length < 200_000);

        var (status, problem) = await PostAsync(path, bomb, coding, Json);

        Assert.Equal(413, status);
        var detail = problem.GetProperty("detail").GetString();
        Assert.Contains($"longer than {limit} bytes", detail, StringComparison.Ordinal);
        Assert.Contains(path == "/transactions" ? "send them as application/x-ndjson" : "send less at once", detail, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => _gateway.Service<IngestGate>().Taken == 0);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_line_that_is_small_only_while_it_is_compressed_is_passed_over(string coding)
    {
        var bomb = Compressed.Bytes(coding, stream =>
        {
            stream.Write("x"u8);
            Spaces(stream);
            stream.Write(Encoding.UTF8.GetBytes("\n" + Sample.Json("t1") + "\n"));
        });

        var (status, answer) = await PostAsync("/transactions", bomb, coding, Ndjson);

        Assert.Equal(200, status);
        Assert.Equal($"is longer than {NdjsonBody.LongestLine} bytes", answer.GetProperty("rejected")[0].GetProperty("error").GetString());
        Assert.Equal(1, answer.GetProperty("accepted").GetInt32());
    }

    [Theory]
    [InlineData("gzip", Json)]
    [InlineData("gzip", Ndjson)]
    [InlineData("br", Json)]
    [InlineData("br", Ndjson)]
    [InlineData("deflate", Json)]
    [InlineData("deflate", Ndjson)]
    public async Task Compressed_data_that_is_damaged_or_breaks_off_is_named_and_never_taken_for_whole(string coding, string mediaType)
    {
        var body = Compressed.Bytes(coding, string.Concat(Enumerable.Range(0, 2000).Select(i => Sample.Json($"t{i}") + "\n")));
        byte[][] broken = [[], body[..(body.Length / 2)], body[..^5], Encoding.UTF8.GetBytes(Sample.Json("t1")), [.. body, 10], [.. body, .. "tail"u8], [.. body, .. new byte[200_000]]];

        foreach (var bytes in broken)
        {
            var (status, problem) = await PostAsync("/transactions", bytes, coding, mediaType);

            Assert.Equal(400, status);
            Assert.Contains($"is not valid {coding}", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.True(problem.TryGetProperty("settled_line", out _));
        }

        Assert.Equal(0, _gateway.Service<IngestGate>().Taken);
    }

    [Fact]
    public async Task Every_member_of_a_gzip_is_taken()
    {
        var (status, answer) = await PostAsync("/transactions", [.. Five("gzip", 0), .. Five("gzip", 5)], "gzip", Ndjson);

        Assert.Equal((200, 10), (status, answer.GetProperty("accepted").GetInt32()));
        Assert.Equal(10, _service.Transactions.Count);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_second_stream_behind_the_first_is_refused_and_not_passed_over(string coding)
    {
        var (status, problem) = await PostAsync("/transactions", [.. Five(coding, 0), .. Five(coding, 5)], coding, Ndjson);

        Assert.Equal(400, status);
        Assert.Contains("goes on after its end", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zstd", "/transactions")]
    [InlineData("gzip, gzip", "/transactions")]
    [InlineData("compress", "/predict")]
    public async Task Another_encoding_is_refused_with_those_that_are_accepted(string coding, string path)
    {
        using var request = Compressed.Request(path, "{}"u8.ToArray(), coding, Json);
        using var response = await _gateway.Http.SendAsync(request);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

        Assert.Equal(415, (int)response.StatusCode);
        Assert.Equal($"The Content-Encoding of the body must be one of gzip, br, deflate, or none, not {coding}.", problem.GetProperty("detail").GetString());
        Assert.Equal(ContentCoding.Accepted, Assert.Single(response.Headers.GetValues("Accept-Encoding")));
    }

    [Fact]
    public async Task Lines_are_worked_as_they_come_and_a_stream_that_rests_keeps_only_its_decoder()
    {
        using var post = await OpenPost.BeginAsync(_gateway.Address, Ndjson, "gzip");
        using var packed = new MemoryStream();
        await using var encoder = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest);
        await encoder.WriteAsync(Encoding.UTF8.GetBytes(Sample.Json("t1") + "\n"));
        await encoder.FlushAsync();

        await post.SendAsync(packed.ToArray());

        await Eventually.HoldsAsync(() => _service.Transactions.ContainsKey("c1/t1") && _gateway.Service<IngestGate>().Taken is > 0 and < 128 * 1024);
        post.Dispose();
        await Eventually.HoldsAsync(() => _gateway.Service<IngestGate>().Taken == 0);
    }

    [Fact]
    public async Task Decoders_with_large_windows_find_room_for_some_and_leave_room_for_others()
    {
        var posts = new List<OpenPost>();
        for (var i = 0; i < 40; i++)
            posts.Add(await OpenPost.BeginAsync(_gateway.Address, Ndjson, "br"));

        await Eventually.HoldsAsync(() => _gateway.Service<IngestGate>().Taken == IngestGate.MostHeld);
        Assert.Equal(200, (await _gateway.PostAsync("/transactions", Sample.Json("t1") + "\n", Ndjson)).Status);
        Assert.Equal(429, (await PostAsync("/transactions", Compressed.Bytes("br", Sample.Json("t2") + "\n"), "br", Ndjson)).Status);
        posts.ForEach(p => p.Dispose());
        await Eventually.HoldsAsync(() => _gateway.Service<IngestGate>().Taken == 0);
    }

    private static byte[] Five(string coding, int from) =>
        Compressed.Bytes(coding, string.Concat(Enumerable.Range(from, 5).Select(i => Sample.Json($"t{i}") + "\n")));

    private static string Packer(string coding) => coding.Split(", ")[^1].ToLowerInvariant();

    private static void Spaces(Stream stream)
    {
        var some = new byte[64 * 1024];
        Array.Fill(some, (byte)' ');
        for (var i = 0; i < Bombs / some.Length; i++)
            stream.Write(some);
    }

    private async Task<(int Status, JsonElement Body)> PostAsync(string path, byte[] body, string coding, string mediaType)
    {
        using var request = Compressed.Request(path, body, coding, mediaType);
        return await RunningGateway.ReadAsync(await _gateway.Http.SendAsync(request));
    }
}
