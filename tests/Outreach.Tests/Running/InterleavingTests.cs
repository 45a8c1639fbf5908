using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Outreach.Tests.Deciding;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>
/// The laws of decisions once more, on the real store with its outbox: whatever proposals, people, providers and restarts do in whatever
/// order, no customer is handed over twice per episode and channel, outside of contact hours, after an opt-out or a suppression, during an objection, or with credit where there is gambling, also where that is said while another message is on its way; and what is asked of a provider again is the same in every word.
/// </summary>
public sealed class InterleavingTests
{
    private static readonly RiskLevel[] Levels = [RiskLevel.Medium, RiskLevel.High, RiskLevel.Critical];
    private static readonly ContactChannel[] Carried = [ContactChannel.Sms, ContactChannel.Email];

    private static readonly Offer Credit = new("waive_fee", OfferKind.Credit);
    private static readonly int Gambling = FeatureCatalogue.TryIndexOf("gambling_30d", out var index) ? index : throw new InvalidOperationException("There is no such feature.");

    private static readonly TimeZoneInfo Madrid = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Laws_hold_on_the_store(int seed)
    {
        var random = new Random(seed);
        var keys = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new List<(string Customer, string Episode, ContactChannel Channel)>();
        var barred = new HashSet<(string Customer, ContactChannel Channel)>();
        var violations = new List<string>();
        var objecting = new Dictionary<string, string>(StringComparer.Ordinal);
        var suppressed = new HashSet<string>(StringComparer.Ordinal);
        var providers = Carried.Select(kind => new Provider(kind)).ToArray();
        await using var office = new Office(policy => WithCredit(policy) with { Levels = policy.Levels.ToDictionary(l => l.Key, l => l.Value with { Approval = l.Key == RiskLevel.High, HoldoutPercent = 10, CoolDownDays = 1 }) }, providers);
        foreach (var provider in providers)
        {
            provider.Answer = async message =>
            {
                var local = TimeZoneInfo.ConvertTime(office.Customers.Present, Madrid);
                // Collected, as what a provider throws is taken as a doubt.
                if (local.Hour is < 8 or > 20)
                    violations.Add($"{message.ContactId} at {local}");
                if (barred.Contains((message.CustomerId, message.Channel)))
                    violations.Add($"{message.ContactId} by {message.Channel} after an opt-out");
                if (objecting.ContainsKey(message.CustomerId))
                    violations.Add($"{message.ContactId} during an objection");
                if (suppressed.Contains(message.CustomerId))
                    violations.Add($"{message.ContactId} after a suppression");
                if (message.OfferCode == Credit.Code && office.Customers.Features[Gambling] > 0)
                    violations.Add($"{message.ContactId} offers credit to whoever gambles");
                if (asked.TryGetValue(message.IdempotencyKey, out var before) && before != message.Text)
                    violations.Add($"{message.IdempotencyKey} again in other words");
                asked[message.IdempotencyKey] = message.Text;
                if (message.Subject is null != (message.Channel == ContactChannel.Sms))
                    violations.Add($"{message.ContactId} by {message.Channel} in the words of another channel");
                // While one message is on its way, the next of the same claim stand in line, and their customers say something.
                if (random.Next(3) == 0)
                    await SayAsync(random, office, barred, suppressed);
                var answer = Draw(random, message);
                // A provider acts once per key, whether or not its answer arrives, for as long as it remembers the key.
                var acts = !keys.TryGetValue(message.IdempotencyKey, out var acted) || office.Clock.GetUtcNow() - acted >= HandOver.Remembered;
                if (answer is SendResult.Accepted or SendResult.InDoubt or SendResult.Unconfirmed && acts)
                {
                    keys[message.IdempotencyKey] = office.Clock.GetUtcNow();
                    taken.Add((message.CustomerId, EpisodeOf(office, message), message.Channel));
                }

                return answer;
            };
        }

        for (var step = 0; step < 300; step++)
            await StepAsync(random, office, barred, objecting, suppressed);

        Assert.Empty(violations);
        Assert.True(taken.Count > 5, $"{taken.Count} were handed over.");
        Assert.Equal(taken.Count, taken.Distinct().Count());
        foreach (var contact in await office.Store.ReadContactsAsync(new(), 1000, Token))
        {
            // The ledger and what is listed say the same, and nothing is in the outbox that is not to be sent.
            Assert.Equivalent((await office.Store.LoadAsync(contact.Proposal.CustomerId, Token)).Ledger.Find(contact.ContactId), contact.Entry);
            Assert.Equal(contact.Entry.State == ContactState.Sending, await office.Store.ReadOutboxAsync(contact.ContactId, Token) is not null);
            Assert.False(contact.InHoldout && (await office.OutcomesAsync(contact.ContactId)).Any(o => o.StartsWith("Sent", StringComparison.Ordinal)), $"{contact.ContactId} was held out and contacted.");
        }
    }

    private static async Task StepAsync(Random random, Office office, HashSet<(string, ContactChannel)> barred, Dictionary<string, string> objecting, HashSet<string> suppressed)
    {
        var customer = $"c{random.Next(1, 31)}";
        switch (random.Next(12))
        {
            case 0 or 1:
                office.Customers.Propose(customer, Levels[random.Next(Levels.Length)]);
                await office.RunAsync();
                break;
            case 2:
                await office.PassAsync(TimeSpan.FromMinutes(random.Next(1, 120)));
                break;
            case 3:
                await office.PassAsync(TimeSpan.FromHours(random.Next(1, 30)));
                break;
            case 4:
                await SayAsync(random, office, barred, suppressed);
                break;
            case 5:
                // One at a time, or nearly everybody would object at any moment.
                if (objecting.Count > 0)
                {
                    var (who, objection) = objecting.First();
                    objecting.Remove(who);
                    await office.Desk.CloseObjectionAsync(who, objection, "m", "done", Token);
                }
                else
                {
                    objecting[customer] = (await office.Desk.ObjectAsync(customer, "no", null, Token)).ObjectionId;
                }

                break;
            case 6:
                foreach (var waiting in await office.Store.ReadContactsAsync(new() { State = ContactState.AwaitingApproval }, 100, Token))
                    await ReadAndApproveAsync(office, waiting.ContactId);
                await office.RunAsync();
                break;
            case 7:
                // A new episode, after what the last one was contacted for has cooled down.
                await office.PassAsync(TimeSpan.FromDays(2));
                office.Customers.EpisodeOpenedOn = DateOnly.FromDateTime(office.Customers.Present.UtcDateTime);
                break;
            case 8:
                var name = office.Policy.Current.Policy.Sender.ShortName == "New Bank" ? "Your Bank" : "New Bank";
                office.Serve(policy => policy with { Sender = policy.Sender with { Bank = name, ShortName = name } });
                break;
            case 9:
                office.Customers.Profile = office.Customers.Profile! with { Name = office.Customers.Profile.Name == "Ana" ? "Eva" : "Ana" };
                break;
            case 10:
                office.Customers.Features[Gambling] = office.Customers.Features[Gambling] > 0 ? 0 : 500;
                break;
            default:
                office.Restart();
                await office.RunAsync();
                break;
        }
    }

    private static async Task ReadAndApproveAsync(Office office, string contactId)
    {
        try
        {
            await office.ApproveAsync(contactId, "m");
        }
        catch (ContactRefusedException)
        {
            // Policy, name or what may be offered is another by now; where the rules still let it wait, its new words are read.
            if ((await office.StateAsync(contactId)).State == ContactState.AwaitingApproval)
                await office.ApproveAsync(contactId, "m");
        }
    }

    private static ContactPolicy WithCredit(ContactPolicy policy) => policy with { Offers = new OfferTable(policy.Offers.ByDriver.ToDictionary(o => o.Key, o => o.Key == Driver.IncomeLate ? Credit : o.Value)) };

    private static async Task SayAsync(Random random, Office office, HashSet<(string Customer, ContactChannel Channel)> barred, HashSet<string> suppressed)
    {
        var customer = $"c{random.Next(1, 31)}";
        var channel = Carried[random.Next(Carried.Length)];
        // A few at a time, or in the end nobody could be reached.
        if (random.Next(4) == 0 && suppressed.Add(customer))
        {
            await office.Desk.SuppressAsync(customer, SuppressionReason.Bereaved, new("test"), Token);
        }
        else if (barred.Count < 2 && barred.Add((customer, channel)))
        {
            await office.Desk.OptOutAsync(customer, [channel], new("test"), Token);
        }
        else if (barred.Count > 0)
        {
            var (who, by) = barred.First();
            await office.Desk.OptInAsync(who, [by], new("test"), Token);
            barred.Remove((who, by));
        }

        if (suppressed.Count <= 2)
            return;
        var lifted = suppressed.First();
        await office.Desk.UnsuppressAsync(lifted, SuppressionReason.Bereaved, new("test"), Token);
        suppressed.Remove(lifted);
    }

    private static SendResult Draw(Random random, OutboundMessage message) => random.Next(7) switch
    {
        0 => new SendResult.Unavailable("down", null),
        1 => new SendResult.InDoubt("broke off"),
        2 when message.Channel == ContactChannel.Sms => new SendResult.Unconfirmed("no answer in time", null),
        3 => new SendResult.Refused("no such number"),
        _ => new SendResult.Accepted($"ref-{message.ContactId}"),
    };

    private static string EpisodeOf(Office office, OutboundMessage message) =>
        office.Store.LoadAsync(message.CustomerId, CancellationToken.None).AsTask().GetAwaiter().GetResult().Ledger.Find(message.ContactId)!.Proposal.EpisodeId;
}
