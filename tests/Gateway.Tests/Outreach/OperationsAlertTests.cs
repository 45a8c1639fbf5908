using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Outreach;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Tests.Live;
using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.Sending;
using PreDelinquency.Outreach.Tests.Sending;

namespace PreDelinquency.Gateway.Tests.Outreach;

public sealed class OperationsAlertTests
{
    private const string Profile = """{"name":"Ana","time_zone":"Europe/Madrid","language":"en","phone":"+34600000000","consents":{"email":false,"sms":true,"phone":false}}""";

    private static readonly Secret Key = new("0123456789abcdef0123456789abcdef");

    [Fact]
    public async Task A_provider_that_fails_is_told_once_everywhere_and_so_is_its_end()
    {
        await using var provider = await WebhookReceiver.StartAsync();
        await using var operations = await WebhookReceiver.StartAsync();
        await using var mail = new MailServer();
        await using var outreach = new OutreachFolder();
        var service = new MemoryService { EpisodeOpenedOn = new DateOnly(2026, 2, 27), Level = RiskLevel.High };
        var time = new ManualTime(MemoryService.Noon);
        provider.AnswerWith(StatusCodes.Status503ServiceUnavailable);
        await using var gateway = await RunningGateway.StartAsync(service, services =>
        {
            services.AddTime(time);
            outreach.AddTo(services);
            services.AddChannels(Settings(provider.Url, operations.Url, mail.Port), outreach.Keys);
        });
        await using var client = await SignalRClient.ConnectAsync(gateway.Address);
        await client.SubscribeAsync("{}");
        Assert.Equal(200, (await gateway.SendAsync(HttpMethod.Put, "/customer/c1/profile", Encoding.UTF8.GetBytes(Profile), "application/json")).Status);
        service.Commit("c1", RiskLevel.High);

        var open = await AfterAsync(gateway, time, alerts => alerts.Count == 1);
        await ToldAsync(1);
        provider.Answer = static (_, context) => context.Response.WriteAsync("{}");
        await AfterAsync(gateway, time, alerts => alerts.Count == 0);

        Assert.Equal(("provider_failing", "sms", 3.0), (open[0].GetProperty("condition").GetString(), open[0].GetProperty("subject").GetString(), open[0].GetProperty("threshold").GetDouble()));
        var (began, over) = (await client.NextAsync("alert"), await client.NextAsync("alert"));
        Assert.Equal(JsonValueKind.Null, began.GetProperty("over_at").ValueKind);
        Assert.Equal(began.GetProperty("first_at").GetDateTimeOffset(), over.GetProperty("first_at").GetDateTimeOffset());
        Assert.True(over.GetProperty("over_at").GetDateTimeOffset() >= over.GetProperty("last_at").GetDateTimeOffset());
        string[] told = ["Alert: provider_failing (sms)", "Over: provider_failing (sms)"];
        await ToldAsync(told.Length);
        Assert.Equal(told, mail.Taken.Select(taken => taken.Subject).Distinct(StringComparer.Ordinal));

        // What was not taken in time is told again a while later, and what is over by then no more: so time goes slowly here.
        Task ToldAsync(int alerts) => Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(200));
            return operations.Requests.Count >= alerts && mail.Taken.Select(taken => taken.Subject).Distinct(StringComparer.Ordinal).Count() >= alerts;
        });
    }

    [Fact]
    public async Task A_contact_that_every_channel_refuses_is_told_and_is_over_an_hour_later()
    {
        await using var provider = await WebhookReceiver.StartAsync();
        await using var operations = await WebhookReceiver.StartAsync();
        await using var outreach = new OutreachFolder();
        var service = new MemoryService { EpisodeOpenedOn = new DateOnly(2026, 2, 27), Level = RiskLevel.High };
        var time = new ManualTime(MemoryService.Noon);
        provider.AnswerWith(StatusCodes.Status422UnprocessableEntity);
        await using var gateway = await RunningGateway.StartAsync(service, services =>
        {
            services.AddTime(time);
            outreach.AddTo(services);
            services.AddChannels(Settings(provider.Url, operations.Url, mailPort: 1) with { Email = null, Alerts = null }, outreach.Keys);
        });
        Assert.Equal(200, (await gateway.SendAsync(HttpMethod.Put, "/customer/c1/profile", Encoding.UTF8.GetBytes(Profile), "application/json")).Status);
        // A look at what stood before.
        time.Advance(OperationsWatch.Interval);
        await Eventually.HoldsAsync(async () => (await gateway.Http.GetStringAsync("/metrics?name=predelinquency_outreach_dead_letters", TestContext.Current.CancellationToken)).Contains("} 0\n", StringComparison.Ordinal));
        service.Commit("c1", RiskLevel.High);

        var open = Assert.Single(await AfterAsync(gateway, time, alerts => alerts.Count == 1));
        var first = open.GetProperty("first_at").GetDateTimeOffset();
        await AfterAsync(gateway, time, alerts => alerts.Count == 0);

        Assert.Equal(("contacts_failed", "all", 1.0, 0.0), (open.GetProperty("condition").GetString(), open.GetProperty("subject").GetString(), open.GetProperty("value").GetDouble(), open.GetProperty("threshold").GetDouble()));
        Assert.Single((await gateway.GetAsync("/interventions/failed")).Body.GetProperty("items").EnumerateArray());
        Assert.True(time.GetUtcNow() - first >= FailureHistory.Window);
    }

    [Fact]
    public async Task Transactions_that_are_not_caught_up_with_are_told_by_queue()
    {
        await using var outreach = new OutreachFolder();
        var service = new MemoryService { BusyFor = TimeSpan.FromSeconds(5) };
        var lag = new ToldLag { Lag = 100_001 };
        var time = new ManualTime(MemoryService.Noon);
        await using var gateway = await RunningGateway.StartAsync(service, services =>
        {
            services.AddTime(time);
            outreach.AddTo(services);
            services.AddSingleton<IConsumerLag>(lag);
            services.AddChannels(ChannelSettings.None, outreach.Keys);
        });

        var open = await AfterAsync(gateway, time, alerts => alerts.Count == 2);
        lag.Lag = 100_000;
        var busy = await AfterAsync(gateway, time, alerts => alerts.Count == 1);
        // All readers are gone.
        lag.Lag = null;
        var silent = await AfterAsync(gateway, time, alerts => alerts.Count == 2);
        lag.Lag = 0;
        service.BusyFor = null;
        await AfterAsync(gateway, time, alerts => alerts.Count == 0);

        Assert.All(open, alert => Assert.Equal(("consumer_lag", 10.0), (alert.GetProperty("condition").GetString(), alert.GetProperty("threshold").GetDouble())));
        Assert.All(open, alert => Assert.True(alert.GetProperty("value").GetDouble() >= 10));
        Assert.Equal(["kafka", "queue"], open.Select(alert => alert.GetProperty("subject").GetString()).Order());
        Assert.Equal("queue", busy[0].GetProperty("subject").GetString());
        Assert.Contains(silent, alert => alert.GetProperty("message").GetString()!.Contains("nobody tells how many wait in kafka", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_looked_at_keeps_no_other_alert_from_being_told()
    {
        await using var outreach = new OutreachFolder();
        var service = new MemoryService { BusyFor = TimeSpan.FromSeconds(5) };
        var time = new ManualTime(MemoryService.Noon);
        await using var gateway = await RunningGateway.StartAsync(service, services =>
        {
            services.AddTime(time);
            outreach.AddTo(services);
            services.AddSingleton<IConsumerLag>(new BrokenLag());
            services.AddChannels(ChannelSettings.None, outreach.Keys);
        });

        var open = await AfterAsync(gateway, time, alerts => alerts.Count == 1);

        Assert.Equal(("consumer_lag", "queue"), (open[0].GetProperty("condition").GetString(), open[0].GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task Outreach_that_breaks_off_is_told_and_a_part_that_is_not_healthy()
    {
        await using var outreach = new OutreachFolder();
        var time = new ManualTime(MemoryService.Noon);
        await using var gateway = await RunningGateway.StartAsync(new MemoryService(), services =>
        {
            services.AddTime(time);
            outreach.AddTo(services);
            services.AddChannels(ChannelSettings.None, outreach.Keys);
        });
        Assert.True(await IsHealthyAsync());
        outreach.Execute("ALTER TABLE outreach_progress RENAME TO outreach_progress_away");

        var open = await AfterAsync(gateway, time, alerts => alerts.Count == 1);

        Assert.Equal(("outreach_waits", 5.0), (open[0].GetProperty("condition").GetString(), open[0].GetProperty("threshold").GetDouble()));
        Assert.False(await IsHealthyAsync());
        outreach.Execute("ALTER TABLE outreach_progress_away RENAME TO outreach_progress");
        await AfterAsync(gateway, time, alerts => alerts.Count == 0);
        Assert.True(await IsHealthyAsync());

        async Task<bool> IsHealthyAsync() =>
            (await gateway.GetAsync("/health")).Body.GetProperty("parts").EnumerateArray().Single(part => part.GetProperty("part").GetString() == "outreach").GetProperty("healthy").GetBoolean();
    }

    [Fact]
    public async Task What_waits_shows_in_the_metrics()
    {
        await using var outreach = new OutreachFolder();
        var service = new MemoryService { EpisodeOpenedOn = new DateOnly(2026, 2, 27), Level = RiskLevel.Critical };
        var time = new ManualTime(MemoryService.Noon);
        await using var gateway = await RunningGateway.StartAsync(service, services =>
        {
            services.AddTime(time);
            outreach.AddTo(services);
            services.AddChannels(ChannelSettings.None, outreach.Keys);
        });
        Assert.Equal(200, (await gateway.SendAsync(HttpMethod.Put, "/customer/c1/profile", Encoding.UTF8.GetBytes(Profile.Replace("\"phone\":false", "\"phone\":true", StringComparison.Ordinal)), "application/json")).Status);
        service.Commit("c1", RiskLevel.Critical);

        await Eventually.HoldsAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return (await gateway.Http.GetStringAsync("/metrics?name=predelinquency_outreach_approvals_waiting", TestContext.Current.CancellationToken)).Contains("} 1\n", StringComparison.Ordinal);
        });
    }

    private static ChannelSettings Settings(Uri provider, Uri operations, int mailPort) => new()
    {
        Email = new EmailSettings
        {
            Host = "127.0.0.1",
            Port = mailPort,
            Security = SmtpSecurity.None,
            From = new MailboxAddress("Your Bank", "care@bank.example"),
            UnsubscribeAt = new Uri("https://contact.bank.example"),
        },
        Providers = new Dictionary<ContactChannel, ProviderSettings> { [ContactChannel.Sms] = new() { Channel = ContactChannel.Sms, Url = provider, Secrets = [Key] } },
        Alerts = new AlertSettings { Emails = [new MailboxAddress("", "ops@bank.example")], Url = operations, Secrets = [Key] },
    };

    /// <summary>Lets time pass until the open alerts are as a test wants them.</summary>
    private static async Task<List<JsonElement>> AfterAsync(RunningGateway gateway, ManualTime time, Func<List<JsonElement>, bool> isSo)
    {
        List<JsonElement> alerts = [];
        await Eventually.HoldsAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            alerts = [.. (await gateway.GetAsync("/alerts")).Body.GetProperty("items").EnumerateArray()];
            return isSo(alerts);
        });
        return alerts;
    }

    private sealed class BrokenLag : IConsumerLag
    {
        public ValueTask<long?> ReadAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody knows.");
    }

    private sealed class ToldLag : IConsumerLag
    {
        public long? Lag { get; set; }

        public ValueTask<long?> ReadAsync(CancellationToken cancellationToken) => new(Lag);
    }
}
