using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Gateway.People;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Outreach.People;

namespace PreDelinquency.Gateway.Tests.People;

/// <summary>A gateway that knows people lets only those act whose token and role allow it, and nobody in another's name.</summary>
public sealed class PersonTests : IAsyncLifetime
{
    private static readonly string Ann = AccessToken.Create();
    private static readonly string Bob = AccessToken.Create();
    private static readonly string Feed = AccessToken.Create();

    /// <summary>What changes nothing, though it has a body.</summary>
    private static readonly string[] Reading = ["/predict", "/batch_predict"];

    private readonly MemoryService _service = new() { EpisodeOpenedOn = new DateOnly(2026, 2, 27), Level = RiskLevel.Critical };
    private readonly OutreachFolder _outreach = new();
    private readonly TemporaryFolder _folder = new();
    private readonly KeptLog _log = new();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        WriteFile(Person("ann", "[approver, policy, model]", Ann), Person("bob", "[agent, policy]", Bob), Person("core-bank", "[feed]", Feed));
        _gateway = await RunningGateway.StartAsync(_service, RunningGateway.Options with { PeopleFile = _folder.File("people.yaml") }, services =>
        {
            _outreach.AddTo(services);
            services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(_log));
        });
        Assert.Equal(200, (await SendAsync("PUT", "/customer/c1/profile", """{"name":"Ana","time_zone":"Europe/Madrid","language":"en","email":"ana@example.com","phone":"+34600000000","consents":{"email":true,"sms":true,"phone":true}}""", Feed)).Status);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _outreach.DisposeAsync();
        _folder.Dispose();
        foreach (var token in new[] { Ann, Bob, Feed })
            Assert.DoesNotContain(_log.Lines, line => line.Contains(token, StringComparison.Ordinal));
        Assert.NotEmpty(_log.Lines);
    }

    [Fact]
    public void Every_operation_that_changes_something_takes_a_role_or_a_signature()
    {
        var changing = _gateway.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: var methods } && methods.Any(m => m is not ("GET" or "HEAD" or "OPTIONS")))
            .Where(e => !e.RoutePattern.RawText!.StartsWith(Links.Hub, StringComparison.Ordinal) && !Reading.Contains(e.RoutePattern.RawText))
            .ToList();

        Assert.True(changing.Count > 20, $"{changing.Count}");
        Assert.Empty(changing.Where(e => e.Metadata.GetMetadata<RoleMetadata>() is null && e.Metadata.GetMetadata<SignedMetadata>() is null).Select(e => e.RoutePattern.RawText));
    }

    [Fact]
    public async Task Who_is_not_known_changes_nothing_and_reads()
    {
        var id = await AwaitingAsync();
        var (unsaid, challenge) = await RefusedAsync($"/interventions/{id}/approve", """{"by":"ann"}""", authorization: null);
        var (wrong, invalid) = await RefusedAsync($"/interventions/{id}/approve", """{"by":"ann"}""", $"Bearer {AccessToken.Create()}");
        var (basic, _) = await RefusedAsync($"/interventions/{id}/approve", """{"by":"ann"}""", "Basic YW5uOmFubg==");

        Assert.Equal((401, 401, 401), (unsaid.Status, wrong.Status, basic.Status));
        Assert.Equal($"POST /interventions/{id}/approve takes somebody with the role approver: send the header Authorization: Bearer TOKEN.", unsaid.Body.GetProperty("detail").GetString());
        Assert.Equal("The token is nobody's.", wrong.Body.GetProperty("detail").GetString());
        Assert.Equal(("Bearer", "Bearer error=\"invalid_token\""), (challenge, invalid));
        Assert.Equal("awaiting_approval", (await _gateway.GetAsync($"/interventions/{id}")).Body.GetProperty("contact").GetProperty("contact").GetProperty("state").GetString());
        Assert.Equal(200, (await _gateway.PostAsync("/predict", """{"customer_id":"c1"}""")).Status);
        Assert.Equal(401, (await _gateway.PostAsync("/transactions", Sample.Json("t1"))).Status);
    }

    [Fact]
    public async Task What_is_done_is_recorded_under_the_name_of_whose_token_it_bears()
    {
        var id = await AwaitingAsync();
        var (missing, refusal) = await SendAsync("POST", $"/interventions/{id}/approve", "{}", Bob);
        var (other, foreign) = await SendAsync("POST", $"/interventions/{id}/approve", """{"by":"bob"}""", Ann);
        var revision = (await _gateway.GetAsync($"/interventions/{id}")).Body.GetProperty("message").GetProperty("revision").GetString();
        var (status, approved) = await SendAsync("POST", $"/interventions/{id}/approve", $$"""{"revision":"{{revision}}"}""", Ann);

        Assert.Equal((403, 403, 200), (missing, other, status));
        Assert.Equal($"POST /interventions/{id}/approve takes somebody with the role approver; bob has agent, policy.", refusal.GetProperty("detail").GetString());
        Assert.Equal("The token is that of ann, and the request says by bob: it must say ann, or leave by out.", foreign.GetProperty("detail").GetString());
        Assert.Equal("ann", approved.GetProperty("contact").GetProperty("approved_by").GetString());
        Assert.Equal(200, (await SendAsync("POST", $"/interventions/calls/{id}/claim", """{"by":"bob"}""", Bob)).Status);
        Assert.Equal(200, (await SendAsync("POST", $"/interventions/calls/{id}/done", """{"result":"reached"}""", Bob)).Status);
        Assert.Equal(200, (await SendAsync("POST", $"/interventions/{id}/outcome", """{"outcome":"accepted","source":"phone"}""", Bob)).Status);
        Assert.Equal(200, (await SendAsync("POST", "/customer/c1/opt_out", """{"channels":["sms"],"source":"branch"}""", Bob)).Status);
        Assert.Equal(200, (await SendAsync("POST", "/customer/c1/suppression", """{"reason":"bereaved","source":"branch"}""", Bob)).Status);
        Assert.Equal(200, (await SendAsync("POST", "/customer/c1/objection", """{"statement":"Why me?"}""", Bob)).Status);
        foreach (var kind in new[] { "opted_out", "suppression_set", "objection_statement" })
            Assert.Contains(await AuditAsync(kind), body => body.Contains("\"bob\"", StringComparison.Ordinal));
        Assert.Contains(await AuditAsync("outcome"), body => body.Contains("\"by\":\"bob\"", StringComparison.Ordinal) && body.Contains("\"accepted\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Models_are_changed_by_those_with_the_role()
    {
        Assert.Equal(401, (await _gateway.SendAsync(HttpMethod.Put, "/models/roles/shadow", "{\"version\":null}"u8.ToArray(), "application/json")).Status);
        Assert.Equal(403, (await SendAsync("PUT", "/models/roles/shadow", """{"version":null}""", Bob)).Status);
        Assert.Equal(404, (await SendAsync("POST", "/models/none/promote", "", Ann)).Status);
    }

    [Fact]
    public async Task Everybody_may_ask_who_they_are()
    {
        Assert.Equal("""{"people_known":true,"name":null,"roles":[]}""", (await _gateway.GetAsync("/me")).Body.GetRawText());
        Assert.Equal("""{"people_known":true,"name":"bob","roles":["agent","policy"]}""", (await SendAsync("GET", "/me", null, Bob)).Body.GetRawText());
        Assert.Equal(401, (await SendAsync("GET", "/me", null, AccessToken.Create())).Status);
        Assert.Equal("3 known by their tokens", Part((await _gateway.GetAsync("/health")).Body));
    }

    [Fact]
    public async Task Whoever_leaves_the_file_is_not_known_any_more()
    {
        WriteFile(Person("ann", "[approver, policy, model]", Ann));
        _gateway.Service<ServedPeople>().Look();

        Assert.Equal(401, (await SendAsync("GET", "/me", null, Bob)).Status);
        Assert.Equal(200, (await SendAsync("GET", "/me", null, Ann)).Status);

        WriteFile("nonsense");
        _gateway.Service<ServedPeople>().Look();

        Assert.Equal(200, (await SendAsync("GET", "/me", null, Ann)).Status);
        Assert.StartsWith("the file is refused, and those it named before may act: people.yaml:", Part((await _gateway.GetAsync("/health")).Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_is_known_who_acts_is_what_the_request_says()
    {
        await using var gateway = await RunningGateway.StartAsync(new MemoryService());

        Assert.Equal("""{"people_known":false,"name":null,"roles":[]}""", (await gateway.GetAsync("/me")).Body.GetRawText());
        Assert.StartsWith("on trust", Part((await gateway.GetAsync("/health")).Body), StringComparison.Ordinal);
        Assert.Equal(200, (await gateway.PostAsync("/transactions", Sample.Json("t1"))).Status);
    }

    private static string? Part(JsonElement health) => health.GetProperty("parts").EnumerateArray().Single(p => p.GetProperty("part").GetString() == "people").GetProperty("detail").GetString();

    private static string Person(string name, string roles, string token) => $"  - name: {name}\n    roles: {roles}\n    token_sha256: {AccessToken.HashOf(token)}\n";

    private void WriteFile(params string[] people) => _folder.Write("people.yaml", $"people:\n{string.Concat(people)}");

    private async Task<string> AwaitingAsync()
    {
        var id = _service.Commit("c1", RiskLevel.Critical).Intervention.InterventionId;
        await Eventually.HoldsAsync(async () => (await _gateway.GetAsync($"/interventions/{id}")) is { Status: 200 } answer
            && answer.Body.GetProperty("contact").GetProperty("contact").GetProperty("state").GetString() == "awaiting_approval");
        return id;
    }

    private async Task<IReadOnlyList<string>> AuditAsync(string kind)
    {
        var entries = await _outreach.Store.ReadAuditAsync(0, 1000, opensBodies: true, TestContext.Current.CancellationToken);
        return [.. entries.Where(entry => entry.Kind == kind).Select(entry => entry.Body!)];
    }

    private async Task<((int Status, JsonElement Body) Answer, string Challenge)> RefusedAsync(string path, string body, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        var response = await _gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var challenge = response.Headers.WwwAuthenticate.ToString();
        return (await RunningGateway.ReadAsync(response), challenge);
    }

    private async Task<(int Status, JsonElement Body)> SendAsync(string method, string path, string? body, string token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await RunningGateway.ReadAsync(await _gateway.Http.SendAsync(request, TestContext.Current.CancellationToken));
    }
}
