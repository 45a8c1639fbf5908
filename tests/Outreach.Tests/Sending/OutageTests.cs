using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Sending;
using PreDelinquency.Outreach.Tests.Running;
using SmtpServer.Protocol;

namespace PreDelinquency.Outreach.Tests.Sending;

/// <summary>A provider that is down for an hour loses nothing and doubles nothing: the real channels, decisions and store, servers that really listen, and clocks that the test moves.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTime _time = new(Office.Noon);

    [Fact]
    public async Task Emails_that_a_server_defers_for_an_hour_all_arrive_once()
    {
        await using var server = new MailServer { AnswerText = _ => new SmtpResponse(SmtpReplyCode.Aborted, "4.3.2 not now") };
        using var channel = new EmailChannel(SendingSamples.Settings(server), SendingSamples.Links, _time);
        await using var office = new Office(null, channel);
        office.Customers.Level = RiskLevel.Medium;
        var contacts = Enumerable.Range(1, 5).Select(i => office.Customers.Propose($"c{i}", RiskLevel.Medium)).ToList();

        for (var minute = 0; minute < 60; minute++)
        {
            server.BreaksAtRecipient = minute is >= 20 and < 30;
            if (minute == 40)
                server.Break();
            await office.PassAsync(Minute);
        }

        Assert.Empty(server.Taken);
        Assert.InRange(server.Texts, 20, 100);
        Assert.All(contacts, contact => Assert.Equal(ContactState.Sending, office.StateAsync(contact).GetAwaiter().GetResult().State));
        server.AnswerText = _ => SmtpResponse.Ok;
        for (var minute = 0; minute < 90; minute++)
            await office.PassAsync(Minute);

        var composer = new EmailComposer(SendingSamples.Settings(server), SendingSamples.Links);
        Assert.Equal(contacts.Select(contact => composer.MessageIdOf($"{contact}/email")).Order(), server.Taken.Select(mail => mail.MessageId).Order());
        Assert.All(contacts, contact => Assert.Equal(ContactState.Sent, office.StateAsync(contact).GetAwaiter().GetResult().State));
        Assert.Empty(await office.Store.ReadOutboxAsync(ContactChannel.Email, 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_email_whose_answer_was_lost_is_not_sent_again()
    {
        await using var server = new MailServer { BreaksAfterText = true };
        using var channel = new EmailChannel(SendingSamples.Settings(server), SendingSamples.Links, _time);
        await using var office = new Office(null, channel);
        office.Customers.Level = RiskLevel.Medium;
        var contact = office.Customers.Propose("c1", RiskLevel.Medium);

        for (var hour = 0; hour < 8; hour++)
            await office.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(1, server.Texts);
        Assert.Equal(ContactState.Failed, (await office.StateAsync(contact)).State);
        Assert.Equal("the connection failed after the text was sent", (await office.FindAsync(contact)).LastError);
    }

    [Fact]
    public async Task Messages_that_a_provider_took_without_an_answer_go_again_under_the_same_key_and_count_once()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        // A provider that keeps its word: by key, whether or not its answer arrives.
        var acted = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var silent = 0;
        receiver.Answer = async (request, context) =>
        {
            acted.TryAdd(request.IdempotencyKey, true);
            Interlocked.Increment(ref silent);
            try
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
            finally
            {
                Interlocked.Decrement(ref silent);
            }
        };
        using var channel = new ProviderChannel(new ProviderSettings { Channel = ContactChannel.Sms, Url = receiver.Url, Secrets = [new Secret("0123456789abcdef0123456789abcdef")] }, _time);
        await using var office = new Office(null, channel);
        var contacts = new[] { office.Customers.Propose("c1"), office.Customers.Propose("c2") };

        for (var minute = 0; minute < 30; minute++)
        {
            var pass = office.PassAsync(Minute);
            while (!pass.IsCompleted)
            {
                await Eventually.HoldsAsync(() => pass.IsCompleted || Volatile.Read(ref silent) > 0);
                _time.Advance(TimeSpan.FromSeconds(10));
            }

            await pass;
        }

        Assert.Equal("no answer in time", (await office.FindAsync(contacts[0])).LastError);
        receiver.AnswerWith(StatusCodes.Status503ServiceUnavailable, retryAfter: "300");
        for (var minute = 0; minute < 30; minute++)
            await office.PassAsync(Minute);
        receiver.Answer = (request, context) =>
        {
            acted.TryAdd(request.IdempotencyKey, true);
            return context.Response.WriteAsync($$"""{"reference":"p-{{request.IdempotencyKey}}"}""");
        };
        for (var minute = 0; minute < 90; minute++)
            await office.PassAsync(Minute);

        var keys = contacts.Select(contact => $"{contact}/sms").ToList();
        Assert.Equal(keys, acted.Keys.Order());
        Assert.All(keys, key =>
        {
            var sent = receiver.Requests.Where(request => request.IdempotencyKey == key).ToList();
            Assert.InRange(sent.Count, 5, 30);
            Assert.Single(sent.Select(request => Convert.ToHexString(request.Body)).Distinct());
        });
        foreach (var contact in contacts)
        {
            Assert.Equal(ContactState.Sent, (await office.StateAsync(contact)).State);
            Assert.Equal($"p-{contact}/sms", (await office.FindAsync(contact)).Reference);
        }
    }
}
