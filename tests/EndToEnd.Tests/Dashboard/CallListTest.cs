using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Tests of calls, and of what comes of them.</summary>
public abstract class CallListTest(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    private static int _agents;

    /// <summary>Who works on the page; another in each test, as one agent makes one call at a time, and a test may leave one.</summary>
    protected string Agent { get; } = $"Ana María {Interlocked.Increment(ref _agents)}";

    /// <returns>The words of the refusal.</returns>
    protected async Task<string> RefusedAsync(string path, string document)
    {
        using var content = new StringContent(document, Encoding.UTF8, "application/json");
        using var response = await Dashboard.Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// A call that is to be made: one of the list that another test gave back, as a demo has not many of them; else contacts of the queue
    /// are approved until one is on the list, as rules are asked again, and may say otherwise by now.
    /// </summary>
    protected async Task<JsonElement> ApproveCallAsync()
    {
        JsonElement? call = null;
        var approved = new HashSet<string>(StringComparer.Ordinal);
        await Eventually.HoldsAsync(async () =>
        {
            var present = await Dashboard.PresentAsync();
            if (await FirstAsync("interventions/calls?limit=1000", item => IsFree(item) && HasTime(item.GetProperty("contact"), present)) is { } free && await MayBeMadeAsync(free.GetProperty("contact")))
            {
                call = free.GetProperty("contact");
                return true;
            }

            var queued = await FirstAsync("interventions/queue?limit=1000", item =>
                item.GetProperty("message") is { ValueKind: JsonValueKind.Object } message && message.GetProperty("channel").GetString() == "phone" && !approved.Contains(IdOf(item.GetProperty("contact")))
                && HasTime(item.GetProperty("contact"), present));
            if (queued is not { } next)
                return false;
            var id = IdOf(next.GetProperty("contact"));
            approved.Add(id);
            // It may not wait any more: a day of the demo lasts seconds.
            using var content = new StringContent($$"""{"by":"Ben","revision":"{{next.GetProperty("message").GetProperty("revision").GetString()}}"}""", Encoding.UTF8, "application/json");
            using var response = await Dashboard.Http.PostAsync($"interventions/{Uri.EscapeDataString(id)}/approve", content, TestContext.Current.CancellationToken);
            if (response.StatusCode == HttpStatusCode.Conflict)
                return false;
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            if (answer.GetProperty("contact").GetProperty("contact").GetProperty("state").GetString() == "sending")
                call = next.GetProperty("contact");
            return call is not null;
        });
        return call!.Value;
    }

    /// <summary>Gives a call back that is claimed and was not made.</summary>
    protected Task<JsonElement> GiveBackAsync(JsonElement call, string agent) =>
        Dashboard.PostAsync($"interventions/calls/{Uri.EscapeDataString(IdOf(call))}/release", JsonSerializer.Serialize(new { by = agent }));

    /// <summary>Whether the rules let a call be made now: a claim asks them, and one that they refuse leaves the list.</summary>
    private async Task<bool> MayBeMadeAsync(JsonElement call)
    {
        using var content = new StringContent("""{"by":"Ben"}""", Encoding.UTF8, "application/json");
        using var response = await Dashboard.Http.PostAsync($"interventions/calls/{Uri.EscapeDataString(IdOf(call))}/claim", content, TestContext.Current.CancellationToken);
        if (!response.IsSuccessStatusCode)
            return false;
        await GiveBackAsync(call, "Ben");
        return true;
    }

    private static bool IsFree(JsonElement item) =>
        item.GetProperty("claimed_by").ValueKind == JsonValueKind.Null && item.GetProperty("next_at").GetDateTimeOffset() <= TimeProvider.System.GetUtcNow();

    protected static string IdOf(JsonElement contact) => contact.GetProperty("intervention_id").GetString()!;

    protected async Task<string?> ClaimedByAsync(string customer) => (await ListedAsync(customer))!.Value.GetProperty("claimed_by").GetString();

    protected Task<JsonElement?> ListedAsync(string customer) =>
        FirstAsync("interventions/calls?limit=1000", item => item.GetProperty("contact").GetProperty("customer_id").GetString() == customer);

    private async Task<JsonElement?> FirstAsync(string list, Func<JsonElement, bool> which)
    {
        foreach (var item in (await Dashboard.GetAsync(list)).GetProperty("items").EnumerateArray())
        {
            if (which(item))
                return item;
        }

        return null;
    }

    /// <summary>The state of a contact by now.</summary>
    protected async Task<string?> StateAsync(JsonElement contact) =>
        (await Dashboard.GetAsync($"interventions/{Uri.EscapeDataString(IdOf(contact))}")).GetProperty("contact").GetProperty("contact").GetProperty("state").GetString();
}
