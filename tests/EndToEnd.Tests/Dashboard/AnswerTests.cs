using System.Text.Json;
using Microsoft.Playwright;
using static PreDelinquency.EndToEnd.Tests.Dashboard.PageFigures;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Customers who answered, and those who do not want to be contacted, as the API lists them.</summary>
public sealed class AnswerTests(DashboardFixture dashboard) : CallListTest(dashboard)
{
    [Fact]
    public async Task Who_accepted_comes_to_the_open_page_and_leaves_it_once_somebody_has_seen_to_it()
    {
        var call = await ApproveCallAsync();
        var (id, customer) = (Uri.EscapeDataString(IdOf(call)), call.GetProperty("customer_id").GetString()!);
        await Dashboard.PostAsync($"interventions/calls/{id}/claim", """{"by":"Ben"}""");
        await Dashboard.PostAsync($"interventions/calls/{id}/done", """{"by":"Ben","result":"reached"}""");
        var page = await Dashboard.OpenAsync("dashboard/interventions?tab=answers");
        await ShowsAsync(page, "answers", async () => Count((await AnswersAsync()).Count));
        await page.SayWhoAsync(Agent);

        await Dashboard.PostAsync($"interventions/{id}/outcome", """{"outcome":"accepted","source":"phone"}""");

        var answer = page.Locator($"[data-answer='{IdOf(call)}']");
        await answer.WaitForAsync();
        var listed = (await AnswersAsync()).Single(item => IdOf(item.GetProperty("contact")) == IdOf(call));
        await Assertions.Expect(answer.Locator(".message .text")).ToHaveTextAsync(listed.GetProperty("message").GetProperty("text").GetString()!);
        await Assertions.Expect(answer.Locator(".outcomes")).ToContainTextAsync("Accepted");
        await answer.GetByRole(AriaRole.Button, new() { Name = "Seen to…" }).ClickAsync();
        await page.Locator("[data-reason]").FillAsync("branch");
        await page.Keyboard.PressAsync("Enter");

        await page.GetByText($"{customer} has been seen to.").WaitForAsync();
        await Assertions.Expect(answer).ToHaveCountAsync(0);
        Assert.DoesNotContain(await AnswersAsync(), item => IdOf(item.GetProperty("contact")) == IdOf(call));
        var outcomes = (await Dashboard.GetAsync($"interventions/{id}")).GetProperty("outcomes").EnumerateArray();
        Assert.Equal($"branch ({Agent})", outcomes.Single(outcome => outcome.GetProperty("outcome").GetString() == "followed_up").GetProperty("source").GetString());
    }

    [Fact]
    public async Task All_opt_outs_are_listed_filtered_and_saved()
    {
        await Dashboard.PostAsync("customer/c-listed1/opt_out", """{"channels":["sms","email"],"source":"branch"}""");
        await Dashboard.PostAsync("customer/c-listed2/opt_out", """{"channels":["email"],"source":"unsubscribe"}""");
        var page = await Dashboard.OpenAsync("dashboard/interventions?tab=opt_outs");
        await ShowsAsync(page, "opt-outs", async () => Count((await OptOutsAsync("")).GetProperty("total")));

        await page.GetByLabel("Channel").SelectOptionAsync("email");

        await ShowsAsync(page, "opt-outs", async () => Count((await OptOutsAsync("&channel=email")).GetProperty("total")));
        await page.WaitForURLAsync("**channel=email**");
        var expected = (await OptOutsAsync("&channel=email")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("customer_id").GetString()!).ToList();
        Assert.Superset(new HashSet<string>(["c-listed1", "c-listed2"], StringComparer.Ordinal), expected.ToHashSet(StringComparer.Ordinal));
        await ListsAsync(page.Locator(".table tbody td:first-child a"), () => Task.FromResult<IReadOnlyList<string>>(expected));
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-export='opt-outs']").ClickAsync());
        var lines = (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).TrimStart('\ufeff').Split("\r\n");
        Assert.Equal("Customer,Channel,Since,Where it was said", lines[0]);
        Assert.Equal(expected, lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[0]));
    }

    private async Task<List<JsonElement>> AnswersAsync() => [.. (await Dashboard.GetAsync("interventions/answered?limit=1000")).GetProperty("items").EnumerateArray()];

    private Task<JsonElement> OptOutsAsync(string condition) => Dashboard.GetAsync($"opt_outs?limit=1000{condition}");
}
