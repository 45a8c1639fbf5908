using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

public sealed class DeadLetterTests : IAsyncLifetime
{
    private readonly MemoryService _service = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(_service);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task What_was_refused_can_be_read_in_pages_with_its_reason()
    {
        await _gateway.PostAsync("/transactions", "{\"a\n[\n\nx “é”\n", "application/x-ndjson");

        var (_, first) = await _gateway.GetAsync("/dead_letters?limit=2");
        var (_, second) = await _gateway.GetAsync($"/dead_letters?limit=2&after_sequence={first.GetProperty("next_sequence")}");
        var (_, end) = await _gateway.GetAsync("/dead_letters?after_sequence=3");

        Assert.Equal(["{\"a", "["], first.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("document").GetString()));
        var last = Assert.Single(second.GetProperty("items").EnumerateArray());
        Assert.Equal((3, "x “é”", "http line 4"), (last.GetProperty("sequence").GetInt64(), last.GetProperty("document").GetString(), last.GetProperty("source").GetString()));
        Assert.Contains("JSON", last.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.InRange(last.GetProperty("received_at").GetDateTimeOffset(), DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.MaxValue);
        Assert.Equal((0, 3), (end.GetProperty("items").GetArrayLength(), end.GetProperty("next_sequence").GetInt64()));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("after_sequence=x", "after_sequence")]
    [InlineData("after_sequence=1", "after_sequence")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        var (status, problem) = await _gateway.GetAsync($"/dead_letters?{query}");

        Assert.Equal(400, status);
        Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }
}
