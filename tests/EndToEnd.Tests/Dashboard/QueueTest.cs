using System.Text.Json;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Tests of what people do in the approval queue.</summary>
public abstract class QueueTest(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    /// <summary>Who works on the page.</summary>
    protected const string Person = "Ana María";

    /// <summary>Opens the queue at its first contact of a customer who is at risk still: what waits for a person goes within a minute where the episode is over.</summary>
    protected async Task<(IPage Page, string Id)> OpenFirstAsync()
    {
        var id = "";
        await Eventually.HoldsAsync(async () =>
        {
            var present = await Dashboard.PresentAsync();
            foreach (var queued in await QueueAsync())
            {
                if (!HasTime(queued.GetProperty("contact"), present) || !await IsAtRiskAsync(queued.GetProperty("contact")))
                    continue;
                id = IdOf(queued);
                return true;
            }

            return false;
        });
        return (await Dashboard.OpenAsync($"dashboard/interventions?tab=queue&contact={Uri.EscapeDataString(id)}"), id);
    }

    /// <summary>Whether a contact's customer is at risk still.</summary>
    protected async Task<bool> IsAtRiskAsync(JsonElement contact) =>
        (await Dashboard.GetAsync($"customer/{contact.GetProperty("customer_id").GetString()}")).GetProperty("score").GetProperty("risk_level").GetString() != "LOW";

    /// <summary>Somebody else rejects a contact.</summary>
    protected Task<JsonElement> RejectAsync(string id) =>
        Dashboard.PostAsync($"interventions/{Uri.EscapeDataString(id)}/reject", """{"by":"Ben","reason":"Calls them himself"}""");

    /// <summary>Somebody else puts a message in other words.</summary>
    protected Task<JsonElement> EditAsync(string id, string text) =>
        Dashboard.PostAsync($"interventions/{Uri.EscapeDataString(id)}/edit", JsonSerializer.Serialize(new { by = "Ben", text }));

    protected static async Task SayWhoAsync(IPage page)
    {
        await page.SayWhoAsync(Person);
        await Assertions.Expect(Approve(page)).ToBeEnabledAsync();
    }

    protected static ILocator Approve(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true });

    /// <summary>The contact that is looked at, by the page's address.</summary>
    protected static Task<string?> LookedAtAsync(IPage page) => page.EvaluateAsync<string?>("() => new URLSearchParams(location.search).get('contact')");

    protected async Task<List<JsonElement>> QueueAsync() => [.. (await Dashboard.GetAsync("interventions/queue?limit=1000")).GetProperty("items").EnumerateArray()];

    protected Task<JsonElement> DetailAsync(string id) => Dashboard.GetAsync($"interventions/{Uri.EscapeDataString(id)}");

    /// <summary>A message with another mark after its first sentence, as long as it was: a text message may be full. One that a test before has marked so has its full stop again.</summary>
    protected static string Marked(string text, char mark)
    {
        var end = text.IndexOfAny(['.', '।', '!', '?', ';']);
        return $"{text[..end]}{(text[end] == mark ? '.' : mark)}{text[(end + 1)..]}";
    }

    protected static string IdOf(JsonElement queued) => queued.GetProperty("contact").GetProperty("intervention_id").GetString()!;

    protected static string? StateOf(JsonElement detail) => detail.GetProperty("contact").GetProperty("contact").GetProperty("state").GetString();

    protected static string TextOf(JsonElement detail) => detail.GetProperty("message").GetProperty("text").GetString()!;
}
