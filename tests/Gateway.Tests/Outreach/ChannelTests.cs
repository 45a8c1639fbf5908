using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using MimeKit;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Outreach;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Sending;
using PreDelinquency.Outreach.Tests.Sending;

namespace PreDelinquency.Gateway.Tests.Outreach;

/// <summary>From a proposal to a provider and back, with servers that really listen.</summary>
public sealed class ChannelTests : IAsyncLifetime
{
    private const string Profile = """{"name":"Ana","time_zone":"Europe/Madrid","language":"es","email":"ana@example.com","phone":"+34600000000","consents":{"email":true,"sms":true,"phone":true}}""";

    private static readonly Secret Key = new("0123456789abcdef0123456789abcdef");

    private readonly MemoryService _service = new() { EpisodeOpenedOn = new DateOnly(2026, 2, 27), Level = RiskLevel.Medium };
    private readonly OutreachFolder _outreach = new();
    private readonly MailServer _mail = new();
    private WebhookReceiver _provider = null!;
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await WebhookReceiver.StartAsync();
        var settings = new ChannelSettings
        {
            Email = new EmailSettings
            {
                Host = "127.0.0.1",
                Port = _mail.Port,
                Security = SmtpSecurity.None,
                From = new MailboxAddress("Your Bank", "care@bank.example"),
                UnsubscribeAt = new Uri("https://contact.bank.example"),
            },
            Providers = new Dictionary<ContactChannel, ProviderSettings> { [ContactChannel.Sms] = new() { Channel = ContactChannel.Sms, Url = _provider.Url, Secrets = [Key] } },
        };
        _gateway = await RunningGateway.StartAsync(_service, services =>
        {
            _outreach.AddTo(services);
            services.AddChannels(settings, _outreach.Keys);
        });
        Assert.Equal(200, (await _gateway.SendAsync(HttpMethod.Put, "/customer/c1/profile", Encoding.UTF8.GetBytes(Profile), "application/json")).Status);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _outreach.DisposeAsync();
        await _mail.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_text_message_goes_out_and_its_provider_reports_what_became_of_it()
    {
        var id = await SentAsync(RiskLevel.High);
        var request = Assert.Single(_provider.Requests);

        Assert.Equal($"{id}/sms", request.IdempotencyKey);
        Assert.Equal(204, await ReportAsync("sms", Report(id, "delivered")));
        Assert.Equal(204, await ReportAsync("sms", Report(id, "delivered"), ahead: 1));
        Assert.Equal(204, await ReportAsync("sms", Report(id, "opted_out")));

        var detail = (await _gateway.GetAsync($"/interventions/{id}")).Body;
        Assert.Equal(
            [("sent", "sms"), ("delivered", "sms provider"), ("opted_out", "sms provider")],
            detail.GetProperty("outcomes").EnumerateArray().Select(outcome => (outcome.GetProperty("outcome").GetString()!, outcome.GetProperty("source").GetString()!)));
        Assert.False(detail.GetProperty("contact").GetProperty("contact").GetProperty("dry_run").GetBoolean());
        var optOut = Assert.Single((await _gateway.GetAsync("/customer/c1/contact")).Body.GetProperty("opt_outs").EnumerateArray());
        Assert.Equal("sms", optOut.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task What_a_provider_reports_as_undelivered_goes_by_email_and_the_number_is_not_used_again()
    {
        var id = await SentAsync(RiskLevel.High);
        var report = JsonSerializer.Serialize(new { idempotency_key = $"{id}/sms", outcome = "undelivered", reason = "bad_address" });

        Assert.Equal(400, await ReportAsync("sms", Report(id, "undelivered")));
        Assert.Equal(400, await ReportAsync("sms", JsonSerializer.Serialize(new { idempotency_key = $"{id}/sms", outcome = "delivered", reason = "other" })));
        Assert.Equal(204, await ReportAsync("sms", report));
        Assert.Equal(204, await ReportAsync("sms", report, ahead: 1));
        await Eventually.HoldsAsync(() => !_mail.Taken.IsEmpty);
        await StateAsync(id, "sent");

        var detail = (await _gateway.GetAsync($"/interventions/{id}")).Body;
        Assert.Equal("email", detail.GetProperty("contact").GetProperty("contact").GetProperty("channel").GetString());
        Assert.Contains("undelivered", detail.GetProperty("outcomes").EnumerateArray().Select(outcome => outcome.GetProperty("outcome").GetString()));
        var unusable = Assert.Single((await _gateway.GetAsync("/customer/c1/contact")).Body.GetProperty("unusable_addresses").EnumerateArray());
        Assert.Equal("sms", unusable.GetProperty("subject").GetString());
        // Of what the contact left behind an opt-out counts, and no more.
        Assert.Equal(409, await ReportAsync("sms", Report(id, "delivered")));
        Assert.Equal(204, await ReportAsync("sms", Report(id, "opted_out")));
        Assert.Equal("sent", (await _gateway.GetAsync($"/interventions/{id}")).Body.GetProperty("contact").GetProperty("contact").GetProperty("state").GetString());
        Assert.Equal("sms", Assert.Single((await _gateway.GetAsync("/customer/c1/contact")).Body.GetProperty("opt_outs").EnumerateArray()).GetProperty("subject").GetString());
    }

    [Fact]
    public async Task A_report_counts_once_and_only_with_a_signature_of_now()
    {
        var id = await SentAsync(RiskLevel.High);
        var report = Report(id, "delivered");

        Assert.Equal(401, await SendAsync("sms", report, signature: null));
        Assert.Equal(401, await SendAsync("sms", report, WebhookSignature.Sign([new Secret("another secret of 32 characters!")], TimeProvider.System.GetUtcNow(), Encoding.UTF8.GetBytes(report))));
        Assert.Equal(401, await ReportAsync("sms", report, ahead: -400));
        Assert.Single((await _gateway.GetAsync($"/interventions/{id}")).Body.GetProperty("outcomes").EnumerateArray());
        var signature = Signature(report, ahead: 0);
        Assert.Equal(204, await SendAsync("sms", report, signature));
        Assert.Equal(409, await SendAsync("sms", report, signature));
        var unknown = Report("c9-i9", "delivered");
        var again = Signature(unknown, ahead: 0);
        Assert.Equal(404, await SendAsync("sms", unknown, again));
        Assert.Equal(404, await SendAsync("sms", unknown, again));
    }

    [Theory]
    [InlineData("sms", """{"idempotency_key":"c9-i9/sms","outcome":"delivered"}""", 404)]
    [InlineData("sms", """{"idempotency_key":"c1-i1/email","outcome":"delivered"}""", 400)]
    [InlineData("sms", """{"idempotency_key":"c1-i1/sms","outcome":"missed"}""", 400)]
    [InlineData("sms", """{"idempotency_key":"c1-i1/sms"}""", 400)]
    [InlineData("sms", "null", 400)]
    [InlineData("phone", """{"idempotency_key":"c1-i1/phone","outcome":"delivered"}""", 404)]
    [InlineData("pigeon", """{"idempotency_key":"c1-i1/pigeon","outcome":"delivered"}""", 400)]
    public async Task A_report_of_nothing_that_was_sent_is_refused(string channel, string report, int status) => Assert.Equal(status, await ReportAsync(channel, report));

    [Fact]
    public async Task The_link_of_an_email_shows_a_page_and_only_its_button_opts_out()
    {
        var id = await SentAsync(RiskLevel.Medium);
        var mail = Assert.Single(_mail.Taken);
        var link = new Uri(mail.Headers["List-Unsubscribe"]!.Trim('<', '>')).PathAndQuery;

        Assert.Equal("es", mail.Body!.Headers["Content-Language"]);
        Assert.Contains("<form method=\"post\">", await _gateway.Http.GetStringAsync(link + "?utm_source=mail", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty((await _gateway.GetAsync("/customer/c1/contact")).Body.GetProperty("opt_outs").EnumerateArray());
        Assert.Equal(HttpStatusCode.OK, await ClickAsync(link));
        Assert.Equal(HttpStatusCode.OK, await ClickAsync(link));

        var optOut = Assert.Single((await _gateway.GetAsync("/customer/c1/contact")).Body.GetProperty("opt_outs").EnumerateArray());
        Assert.Equal("email", optOut.GetProperty("subject").GetString());
        var outcomes = (await _gateway.GetAsync($"/interventions/{id}")).Body.GetProperty("outcomes");
        Assert.Equal(["sent", "opted_out"], outcomes.EnumerateArray().Select(outcome => outcome.GetProperty("outcome").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, await ClickAsync(link[..^3]));
    }

    /// <summary>An erasure leaves nothing of the contact, but the email is still there, and so is who sent it.</summary>
    [Fact]
    public async Task Whoever_was_forgotten_and_opted_in_again_is_opted_out_by_an_old_link_and_by_a_report()
    {
        var id = await SentAsync(RiskLevel.Medium);
        var link = new Uri(Assert.Single(_mail.Taken).Headers["List-Unsubscribe"]!.Trim('<', '>')).PathAndQuery;
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync("/customer/c1/erase", """{"by":"privacy","reason":"consent_withdrawn"}"""));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/customer/c1/opt_in", """{"channels":["email","sms"],"source":"branch"}"""));
        Assert.Equal(["phone"], await OptOutsAsync());

        Assert.Equal(HttpStatusCode.OK, await ClickAsync(link));
        Assert.Equal(["email", "phone"], await OptOutsAsync());
        Assert.Equal(204, await ReportAsync("sms", Report(id, "opted_out")));
        Assert.Equal(["email", "phone", "sms"], await OptOutsAsync());

        // Of nobody nothing is noted, and that is said.
        Assert.Equal(404, await ReportAsync("sms", Report("nobody", "opted_out")));
        var nobodys = Seal.Close(_outreach.Keys.KeyFor(UnsubscribeLinks.Purpose), "nobody"u8.ToArray(), UnsubscribeLinks.Purpose);
        Assert.Equal(HttpStatusCode.NotFound, await ClickAsync($"/unsubscribe/{Base64Url.EncodeToString(nobodys)}"));

        async Task<HttpStatusCode> PostAsync(string path, string body)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await _gateway.Http.PostAsync(new Uri(path, UriKind.Relative), content);
            return response.StatusCode;
        }

        async Task<IEnumerable<string?>> OptOutsAsync() =>
            (await _gateway.GetAsync("/customer/c1/contact")).Body.GetProperty("opt_outs").EnumerateArray().Select(optOut => optOut.GetProperty("subject").GetString()).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_proxy_passes_its_own_name_on_and_mail_programs_tell_no_origin()
    {
        var id = await SentAsync(RiskLevel.Medium);
        var link = new Uri(Assert.Single(_mail.Taken).Headers["List-Unsubscribe"]!.Trim('<', '>'));
        var report = Report(id, "delivered");

        using var visit = ByProxy(HttpMethod.Get, link.PathAndQuery);
        using var click = ByProxy(HttpMethod.Post, link.PathAndQuery);
        using var reported = ByProxy(HttpMethod.Post, "/channels/sms/reports");
        reported.Content = new StringContent(report, Encoding.UTF8, "application/json");
        reported.Headers.Add(WebhookSignature.Header, Signature(report, ahead: 0));
        using var stats = ByProxy(HttpMethod.Get, "/stats");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(visit));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(click));
        // Nothing was sent by SMS: it was read.
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(reported));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(stats));

        static HttpRequestMessage ByProxy(HttpMethod method, string path) =>
            new(method, path) { Headers = { Host = "contact.bank.example" } };

        async Task<HttpStatusCode> StatusAsync(HttpRequestMessage request)
        {
            if (request.Method == HttpMethod.Post)
                request.Headers.Add("Origin", "null");
            using var response = await _gateway.Http.SendAsync(request);
            return response.StatusCode;
        }
    }

    private static string Report(string id, string outcome) => JsonSerializer.Serialize(new { idempotency_key = $"{id}/sms", outcome });

    private static string Signature(string report, int ahead) => WebhookSignature.Sign([Key], TimeProvider.System.GetUtcNow().AddSeconds(ahead), Encoding.UTF8.GetBytes(report));

    private async Task<string> SentAsync(RiskLevel level)
    {
        _service.Level = level;
        var id = _service.Commit("c1", level).Intervention.InterventionId;
        await StateAsync(id, "sent");
        return id;
    }

    private Task StateAsync(string id, string state) => Eventually.HoldsAsync(async () =>
    {
        var (status, contact) = await _gateway.GetAsync($"/interventions/{id}");
        return status == 200 && contact.GetProperty("contact").GetProperty("contact").GetProperty("state").GetString() == state;
    });

    private Task<int> ReportAsync(string channel, string report, int ahead = 0) => SendAsync(channel, report, Signature(report, ahead));

    private async Task<int> SendAsync(string channel, string report, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/channels/{channel}/reports") { Content = new StringContent(report, Encoding.UTF8, "application/json") };
        if (signature is not null)
            request.Headers.Add(WebhookSignature.Header, signature);
        using var response = await _gateway.Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private async Task<HttpStatusCode> ClickAsync(string link)
    {
        using var body = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var response = await _gateway.Http.PostAsync(new Uri(link, UriKind.Relative), body);
        return response.StatusCode;
    }
}
