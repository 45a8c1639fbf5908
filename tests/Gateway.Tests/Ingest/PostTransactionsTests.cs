using System.Net;
using System.Text;
using PreDelinquency.Domain;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Ingest;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Ingest;

public sealed class PostTransactionsTests : IAsyncLifetime
{
    private const string Ndjson = "application/x-ndjson";

    private readonly MemoryService _service = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(_service);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task One_object_is_taken()
    {
        var (status, answer) = await _gateway.PostAsync("/transactions", Sample.Json("t1"));

        Assert.Equal(200, status);
        Assert.Equal("""{"accepted":1,"duplicates":0,"rejected":[],"rejected_count":0}""", answer.GetRawText());
        Assert.True(_service.Transactions.ContainsKey("c1/t1"));
    }

    [Fact]
    public async Task An_array_names_what_it_rejects_by_its_place_from_one()
    {
        var (status, answer) = await _gateway.PostAsync("/transactions", $"[{Sample.Json("t1")}, 7, {Sample.Json("t2", amount: "-1")},\n{Sample.Json("t1")}]");

        Assert.Equal(200, status);
        Assert.Equal(1, answer.GetProperty("accepted").GetInt32());
        Assert.Equal(1, answer.GetProperty("duplicates").GetInt32());
        Assert.Equal(2, answer.GetProperty("rejected_count").GetInt32());
        var rejected = answer.GetProperty("rejected");
        Assert.Equal(2, rejected[0].GetProperty("line").GetInt32());
        Assert.Equal("must be a JSON object", rejected[0].GetProperty("error").GetString());
        Assert.Equal(3, rejected[1].GetProperty("line").GetInt32());
        Assert.Equal("t2", rejected[1].GetProperty("transaction_id").GetString());
        Assert.StartsWith("amount must be more than 0", rejected[1].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData(Ndjson)]
    public async Task Gzip_that_does_not_say_so_is_refused_as_a_whole(string mediaType)
    {
        var (status, problem) = await _gateway.PostAsync("/transactions", [0x1f, 0x8b, 8, 0, (byte)'\n', 1, (byte)'\n', 2], mediaType);

        Assert.Equal(415, status);
        Assert.Contains("Content-Encoding: gzip", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(_service.DeadLetters);
    }

    [Fact]
    public async Task Bad_lines_are_named_and_kept_and_the_rest_is_not_lost()
    {
        byte[] body =
        [
            .. Encoding.UTF8.GetBytes($"\uFEFF{Sample.Json("t1")}\n{{\"transaction_id\":\"x\"\n\n{Sample.Json("t2")}\r\n   \n"),
            0xff, 0xfe, (byte)'\n',
            .. Encoding.UTF8.GetBytes($"{Sample.Json("t1")}\n{Sample.Json("t3", category: "sweets")}\n{Sample.Json("t4", timestamp: "2300-01-01T00:00:00Z")}\n{Sample.Json("t5", timestamp: "1989-12-31T00:00:00Z")}\n{Sample.Json("t6", amount: "1e300")}\n{{}}\n{Sample.Json("t7")}"),
        ];

        var (status, answer) = await _gateway.PostAsync("/transactions", body, Ndjson);

        Assert.Equal(200, status);
        Assert.Equal(3, answer.GetProperty("accepted").GetInt32());
        Assert.Equal(1, answer.GetProperty("duplicates").GetInt32());
        var rejected = answer.GetProperty("rejected").EnumerateArray().ToList();
        Assert.Equal([2, 6, 8, 9, 10, 11, 12], rejected.Select(r => r.GetProperty("line").GetInt32()));
        string[] errors = ["is not valid JSON", "is not valid UTF-8", "category must be one of", "timestamp must not be more than 2 days", "timestamp must not be before 1990", "amount must", "transaction_id is required"];
        Assert.All(rejected.Zip(errors), pair => Assert.StartsWith(pair.Second, pair.First.GetProperty("error").GetString(), StringComparison.Ordinal));
        Assert.Equal("t3", rejected[2].GetProperty("transaction_id").GetString());
        Assert.Equal(7, _service.DeadLetters.Count);
        Assert.Contains(_service.DeadLetters, d => d.Source == "http line 2" && d.Document == "{\"transaction_id\":\"x\"");
        Assert.Equal(["c1/t1", "c1/t2", "c1/t7"], _service.Transactions.Keys.Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_line_of_ten_megabytes_is_passed_over_wherever_it_stands(int before)
    {
        var text = new StringBuilder();
        for (var i = 0; i < before; i++)
            text.Append(Sample.Json($"a{i}")).Append('\n');
        text.Append("{\"transaction_id\":\"").Append('x', 10 * 1024 * 1024).Append("\"}\n").Append(Sample.Json("t2"));

        var (status, answer) = await _gateway.PostAsync("/transactions", text.ToString(), Ndjson);

        Assert.Equal(200, status);
        Assert.Equal(before + 1, answer.GetProperty("accepted").GetInt32());
        var rejected = Assert.Single(answer.GetProperty("rejected").EnumerateArray().ToList());
        Assert.Equal(before + 1, rejected.GetProperty("line").GetInt32());
        Assert.Equal($"is longer than {NdjsonBody.LongestLine} bytes", rejected.GetProperty("error").GetString());
        Assert.Equal(DeadLetter.LongestDocument, Assert.Single(_service.DeadLetters).Document.Length);
    }

    [Fact]
    public async Task A_line_of_almost_a_megabyte_is_read()
    {
        var line = Sample.Json("t1");
        var padded = string.Concat(line.AsSpan(0, line.Length - 1), new string(' ', NdjsonBody.LongestLine - line.Length - 20), "}");

        var (_, answer) = await _gateway.PostAsync("/transactions", padded + "\n" + Sample.Json("t2"), Ndjson);

        Assert.Equal(2, answer.GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task A_dead_letter_is_cut_to_its_longest_in_bytes()
    {
        var body = new byte[8000];
        Array.Fill(body, (byte)0xff);

        await _gateway.PostAsync("/transactions", body, Ndjson);
        await _gateway.PostAsync("/transactions", new string('é', 4000), Ndjson);

        Assert.All(_service.DeadLetters, d => Assert.InRange(Encoding.UTF8.GetByteCount(d.Document), DeadLetter.LongestDocument - 4, DeadLetter.LongestDocument));
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(100_000)]
    public async Task Refused_documents_that_begin_alike_are_different_dead_letters(int length)
    {
        var body = string.Concat(Enumerable.Range(1, 3).Select(i => $"{{\"note\":\"{new string('x', length)}\",\"transaction_id\":\"d{i % 2}\"}}\n")) + "{}";

        var (_, answer) = await _gateway.PostAsync("/transactions", body, Ndjson);

        Assert.Equal(4, answer.GetProperty("rejected_count").GetInt32());
        Assert.Equal([1, 2, 3, 4], answer.GetProperty("rejected").EnumerateArray().Select(r => r.GetProperty("line").GetInt32()));
        Assert.Equal(["http line 1", "http line 2", "http line 4"], _service.DeadLetters.DistinctBy(letter => letter.Document).Select(letter => letter.Source));
    }

    [Fact]
    public async Task Only_the_first_thousand_rejections_are_listed_and_all_are_counted()
    {
        var (_, answer) = await _gateway.PostAsync("/transactions", string.Concat(Enumerable.Repeat("{}\n", 2500)), Ndjson);

        Assert.Equal(2500, answer.GetProperty("rejected_count").GetInt32());
        Assert.Equal(IngestAnswer.MostListed, answer.GetProperty("rejected").GetArrayLength());
        Assert.Equal(2500, _service.DeadLetters.Count);
    }

    [Fact]
    public async Task What_comes_too_late_is_named_by_its_line()
    {
        _service.Decide = t => t.TransactionId == "t3" ? new IngestOutcome(Applied.TooLate, "timestamp is more than 7 days older than the latest") : new IngestOutcome(Applied.Accepted, null);

        var (_, answer) = await _gateway.PostAsync("/transactions", $"{Sample.Json("t1")}\nno\n{Sample.Json("t3")}\n{Sample.Json("t4")}\n", Ndjson);

        Assert.Equal(2, answer.GetProperty("accepted").GetInt32());
        Assert.Equal([(2, null), (3, "t3")], answer.GetProperty("rejected").EnumerateArray().Select(r => (r.GetProperty("line").GetInt32(), r.GetProperty("transaction_id").GetString())));
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("[", "body")]
    [InlineData("{\"a\":1}x", "body")]
    [InlineData("7", "body")]
    public async Task A_body_that_is_not_valid_as_a_whole_is_refused_as_a_whole(string body, string field)
    {
        var (status, problem) = await _gateway.PostAsync("/transactions", body);

        Assert.Equal(400, status);
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
        Assert.Empty(_service.BatchSizes);
    }

    [Fact]
    public async Task An_empty_stream_is_nothing()
    {
        var (status, answer) = await _gateway.PostAsync("/transactions", "", Ndjson);

        Assert.Equal(200, status);
        Assert.Equal(0, answer.GetProperty("accepted").GetInt32());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Another_media_type_is_refused_by_name(string? mediaType)
    {
        var (status, problem) = await _gateway.PostAsync("/transactions", Sample.Json("t1"), mediaType);

        Assert.Equal(415, status);
        Assert.Contains(mediaType ?? "without a Content-Type", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_json_body_over_ten_megabytes_is_refused_and_a_stream_of_it_is_not()
    {
        var lines = string.Concat(Enumerable.Range(0, 60_000).Select(i => Sample.Json($"t{i}") + "\n"));
        Assert.True(lines.Length > RequestBody.LongestBytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/transactions") { Content = new StringContent(lines, Encoding.UTF8, "application/json") };
        // Without a limit on the wait for an answer: a client that is not patient sends the body into a connection that is closed.
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = _gateway.Address };
        request.Headers.ExpectContinue = true;

        var (status, problem) = await RunningGateway.ReadAsync(await patient.SendAsync(request));
        var (streamed, answer) = await _gateway.PostAsync("/transactions", lines, Ndjson);

        Assert.Equal(413, status);
        Assert.Contains("10485760", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, streamed);
        Assert.Equal(60_000, answer.GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task An_array_of_too_many_items_is_refused()
    {
        var (status, _) = await _gateway.PostAsync("/transactions", "[" + string.Join(',', Enumerable.Repeat("1", JsonBody.MostItems + 1)) + "]");

        Assert.Equal(413, status);
        Assert.Empty(_service.DeadLetters);
    }

    [Fact]
    public async Task A_store_that_fails_says_up_to_which_line_all_is_durable()
    {
        var batches = 0;
        _service.BeforeCommit = _ => ++batches < 3 ? Task.CompletedTask : throw new ServiceUnavailableException("The store is full.");
        var body = string.Concat(Enumerable.Range(0, 10 * IngestChunk.MostTransactions).Select(i => Sample.Json($"t{i}") + "\n"));

        using var response = await _gateway.Http.PostAsync("/transactions", new StringContent(body, Encoding.UTF8, Ndjson));
        var retry = response.Headers.RetryAfter;
        var (status, problem) = await RunningGateway.ReadAsync(response);

        Assert.Equal(503, status);
        Assert.True(retry?.Delta > TimeSpan.Zero);
        var settled = problem.GetProperty("settled_line").GetInt64();
        Assert.Equal(_service.BatchSizes.Take(2).Sum(), settled);
        Assert.Equal(settled, problem.GetProperty("accepted").GetInt64());
        Assert.Contains("The store is full.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_was_taken_in_part_says_how_much_of_it_is_durable_all_the_same()
    {
        IngestOutcome?[] known = [new(Applied.Accepted, null), null, new(Applied.Duplicate, null)];
        _service.BeforeCommit = _ => throw new ServiceUnavailableException("Customer c2 cannot be reached now.") { KnownOutcomes = known };

        var (status, problem) = await _gateway.PostAsync("/transactions", $"{Sample.Json("t1")}\n{Sample.Json("t2")}\nno\n{Sample.Json("t3")}", Ndjson);

        Assert.Equal(503, status);
        Assert.Equal((0, 1, 1, 1), (Count("settled_line"), Count("accepted"), Count("duplicates"), Count("rejected_count")));
        Assert.Equal("Customer c2 cannot be reached now. Send again what comes after line 0: 3 of it were dealt with already, which changes nothing when they come again.", problem.GetProperty("detail").GetString());

        int Count(string field) => problem.GetProperty(field).GetInt32();
    }

    [Fact]
    public async Task A_stream_on_its_own_time_may_run_ahead_of_the_clock_on_the_wall()
    {
        _service.Now = new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var (_, answer) = await _gateway.PostAsync("/transactions", $"{Sample.Json("t1", timestamp: "2090-01-02T00:00:00Z")}\n{Sample.Json("t2", timestamp: "2090-01-04T00:00:00Z")}", Ndjson);

        Assert.Equal(1, answer.GetProperty("accepted").GetInt32());
        Assert.Equal(2, answer.GetProperty("rejected")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task A_get_is_answered_with_what_is_allowed()
    {
        using var response = await _gateway.Http.GetAsync("/transactions");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Contains("POST", response.Content.Headers.Allow);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
