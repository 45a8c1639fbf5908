using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

public sealed class ServiceTests : IAsyncLifetime
{
    private readonly MemoryService _service = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(_service);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task The_root_is_json_for_programs_and_a_page_for_browsers()
    {
        var (status, root) = await _gateway.GetAsync("/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using var page = await _gateway.Http.SendAsync(request);

        Assert.Equal(200, status);
        Assert.Equal("PreDelinquency", root.GetProperty("name").GetString());
        Assert.Equal("/docs", root.GetProperty("links").GetProperty("documentation").GetString());
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("</html>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_present_that_is_shown_is_not_the_bound_of_timestamps()
    {
        _service.Present = new DateTimeOffset(1998, 12, 31, 0, 0, 0, TimeSpan.Zero);

        var (_, root) = await _gateway.GetAsync("/");
        var (_, whatIf) = await _gateway.PostAsync("/predict", """{"features":{}}""");
        var (status, _) = await _gateway.GetAsync("/customer/c1/features?as_of=1999-01-01T00:00:00Z");

        Assert.Equal(_service.Present, root.GetProperty("now").GetDateTimeOffset());
        Assert.Equal(_service.Present, whatIf.GetProperty("scored_at").GetDateTimeOffset());
        Assert.Equal(400, status);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080")]
    [InlineData("http://*:8080", "http://127.0.0.1:8080")]
    [InlineData("http://[::]:8080", "http://[::1]:8080")]
    [InlineData("http://192.168.1.2:8080", "http://192.168.1.2:8080")]
    public void The_address_to_open_is_one_that_can_be_opened(string url, string expected) => Assert.Equal(expected, ListenRules.Reachable(url));

    [Fact]
    public async Task Health_lists_its_parts_and_is_503_where_one_does_not_work()
    {
        var (ready, healthy) = await _gateway.GetAsync("/health");
        _service.Health = [new PartHealth("store", false, "disk full"), new PartHealth("engine", true, "2 workers")];
        var (notReady, broken) = await _gateway.GetAsync("/health");
        var (notReadyEither, _) = await _gateway.GetAsync("/health/ready");
        var (live, _) = await _gateway.GetAsync("/health/live");

        Assert.Equal((200, 503, 503, 200), (ready, notReady, notReadyEither, live));
        Assert.Equal("ready", healthy.GetProperty("status").GetString());
        Assert.False(broken.GetProperty("ready").GetBoolean());
        Assert.True(broken.GetProperty("live").GetBoolean());
        Assert.Equal("disk full", broken.GetProperty("parts")[0].GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_part_that_requests_do_not_need_is_told_of_and_keeps_nobody_away()
    {
        _service.Health = [new PartHealth("store", true, "memory"), new PartHealth("kafka", false, "no brokers") { IsEssential = false }];

        var (status, health) = await _gateway.GetAsync("/health/ready");

        Assert.Equal((200, true), (status, health.GetProperty("ready").GetBoolean()));
        var parts = health.GetProperty("parts").EnumerateArray().ToDictionary(p => p.GetProperty("part").GetString()!);
        Assert.Equal((true, true), (parts["store"].GetProperty("healthy").GetBoolean(), parts["store"].GetProperty("essential").GetBoolean()));
        Assert.Equal((false, false), (parts["kafka"].GetProperty("healthy").GetBoolean(), parts["kafka"].GetProperty("essential").GetBoolean()));
    }

    [Fact]
    public async Task Stats_have_every_level()
    {
        _service.Add("c1");

        var (_, stats) = await _gateway.GetAsync("/stats");

        Assert.Equal(1, stats.GetProperty("customers").GetInt32());
        Assert.Equal(["LOW", "MEDIUM", "HIGH", "CRITICAL"], stats.GetProperty("by_level").EnumerateObject().Select(p => p.Name));
        Assert.Equal(0.125, stats.GetProperty("average_risk").GetDouble());
    }

    [Theory]
    [InlineData("/features", "br", "br")]
    [InlineData("/metrics", "gzip", "gzip")]
    [InlineData("/nowhere", "gzip", "gzip")]
    [InlineData("/features", "", null)]
    public async Task Answers_come_compressed_to_those_who_ask_for_it(string path, string accepts, string? coding)
    {
        var plain = await (await _gateway.Http.GetAsync(path)).Content.ReadAsStringAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepts.Length > 0)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepts);

        using var response = await _gateway.Http.SendAsync(request);

        Assert.Equal(coding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        var content = await response.Content.ReadAsStreamAsync();
        await using var decoded = coding switch { "br" => new BrotliStream(content, CompressionMode.Decompress), "gzip" => new GZipStream(content, CompressionMode.Decompress), _ => content };
        var text = await new StreamReader(decoded).ReadToEndAsync();
        // Figures move on between two scrapes.
        Assert.Equal(plain[..20], text[..20]);
        Assert.InRange(text.Length, plain.Length / 2, plain.Length * 2);
    }

    [Fact]
    public async Task Features_are_listed_in_the_order_of_the_catalogue()
    {
        var (_, features) = await _gateway.GetAsync("/features");

        Assert.Equal(FeatureCatalogue.All.Select(f => f.Name), features.GetProperty("items").EnumerateArray().Select(f => f.GetProperty("name").GetString()));
        Assert.Equal(FeatureCatalogue.Version, features.GetProperty("catalogue_version").GetString());
    }

    [Fact]
    public async Task The_page_to_try_it_comes_from_this_server_alone()
    {
        var page = await _gateway.Http.GetStringAsync("/docs/index.html");

        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("DELETE", "/stats", 405)]
    [InlineData("GET", "/predict", 405)]
    public async Task What_there_is_not_is_a_problem_too(string method, string path, int expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var (status, problem) = await RunningGateway.ReadAsync(await _gateway.Http.SendAsync(request));

        Assert.Equal(expected, status);
        Assert.Contains(path, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_that_has_stopped_for_good_says_so_and_asks_nobody_to_come_again(bool isPermanent)
    {
        _service.Failure = new ServiceUnavailableException("The engine has stopped.") { IsPermanent = isPermanent };

        using var response = await _gateway.Http.GetAsync("/interventions");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal(!isPermanent, response.Headers.Contains("Retry-After"));
        Assert.Equal(isPermanent, problem.RootElement.TryGetProperty("permanent", out _));
    }

    [Fact]
    public async Task Numbers_of_the_stats_are_numbers()
    {
        var (_, stats) = await _gateway.GetAsync("/stats");

        Assert.Equal(JsonValueKind.Number, stats.GetProperty("transactions_per_second").ValueKind);
    }

    [Fact]
    public async Task Every_address_of_this_machine_that_it_listens_on_is_answered()
    {
        await using var gateway = await RunningGateway.StartAsync(_service, RunningGateway.Options with { Urls = ["http://127.0.0.2:0"] });

        Assert.Equal(200, (await gateway.GetAsync("/stats")).Status);
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("DELETE", "/predict", 405)]
    [InlineData("GET", "/interventions", 500)]
    public async Task A_problem_is_told_to_whoever_accepts_no_json(string method, string path, int expected)
    {
        _service.Failure = new InvalidOperationException("inside");
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");

        var (status, problem) = await RunningGateway.ReadAsync(await _gateway.Http.SendAsync(request));

        Assert.Equal(expected, status);
        Assert.Equal(expected, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    public async Task Head_answers_like_get_without_a_body(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var head = await _gateway.Http.SendAsync(request);
        using var get = await _gateway.Http.GetAsync(path);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }
}
