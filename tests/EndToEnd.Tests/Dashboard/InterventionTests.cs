using Microsoft.Playwright;
using static PreDelinquency.EndToEnd.Tests.Dashboard.PageFigures;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>People decide about contacts on the page, and the program has what they did; what the pages show of it is what the API answers.</summary>
public sealed class InterventionTests(DashboardFixture dashboard) : QueueTest(dashboard)
{
    [Fact]
    public async Task A_contact_is_approved_under_the_name_that_was_asked_once()
    {
        var (page, id) = await OpenFirstAsync();
        var approve = Approve(page);
        await Assertions.Expect(approve).ToBeDisabledAsync();

        await SayWhoAsync(page);
        await approve.ClickAsync();

        await page.GetByText("was approved").WaitForAsync();
        Assert.Equal(Person, (await DetailAsync(id)).GetProperty("contact").GetProperty("approved_by").GetString());
        await ShowsAsync(page, "queue", async () => Count((await QueueAsync()).Count));
        Assert.DoesNotContain(await QueueAsync(), queued => IdOf(queued) == id);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-person]")).ToHaveTextAsync(Person);
    }

    [Fact]
    public async Task The_message_and_every_rule_that_was_asked_are_shown_as_the_api_has_them()
    {
        var (page, id) = await OpenFirstAsync();
        await page.Locator(".rules").First.WaitForAsync();

        var detail = await DetailAsync(id);

        Assert.Equal(detail.GetProperty("message").GetProperty("text").GetString(), await page.Locator(".message .text").TextContentAsync());
        Assert.Equal(detail.GetProperty("decisions").EnumerateArray().Sum(decision => decision.GetProperty("rules").GetArrayLength()), await page.Locator(".rules tbody tr").CountAsync());
    }

    [Fact]
    public async Task A_message_that_breaks_a_rule_of_texts_is_refused_in_words_and_stays_as_it_was()
    {
        var (page, id) = await OpenFirstAsync();
        await SayWhoAsync(page);
        var before = TextOf(await DetailAsync(id));

        await page.GetByRole(AriaRole.Button, new() { Name = "Change the message" }).ClickAsync();
        await page.Locator(".decide textarea").FillAsync($"Your risk is high. {before}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the message" }).ClickAsync();

        Assert.Contains("risk", await page.GetByRole(AriaRole.Alert).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(before, TextOf(await DetailAsync(id)));
    }

    [Fact]
    public async Task Who_changes_a_message_is_told_that_somebody_else_did_meanwhile()
    {
        var (page, id) = await OpenFirstAsync();
        await SayWhoAsync(page);
        var before = TextOf(await DetailAsync(id));
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the message" }).ClickAsync();
        var (mine, theirs) = (Marked(before, '!'), Marked(before, ';'));
        await page.Locator(".decide textarea").FillAsync(mine);

        await EditAsync(id, theirs);

        await page.Locator("[data-overtaken]").WaitForAsync();
        Assert.Equal("Ben", await page.Locator("[data-overtaken]").InnerTextAsync());
        Assert.Equal(theirs, await page.Locator(".message .text").TextContentAsync());
        Assert.Equal(mine, await page.Locator(".decide textarea").InputValueAsync());
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save the message" })).ToBeDisabledAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Go on with mine" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the message" }).ClickAsync();
        await page.Locator(".decide textarea").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal(mine, TextOf(await DetailAsync(id)));

        // What was saved is nobody else's change.
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the message" }).ClickAsync();
        await Assertions.Expect(page.Locator(".decide textarea")).ToHaveValueAsync(mine);
        await Assertions.Expect(page.Locator("[data-overtaken]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_was_typed_stays_while_another_contact_is_looked_at()
    {
        await Eventually.HoldsAsync(async () => (await QueueAsync()).Count > 1);
        var (page, id) = await OpenFirstAsync();
        await SayWhoAsync(page);
        var mine = Marked(TextOf(await DetailAsync(id)), '!');
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the message" }).ClickAsync();
        await page.Locator(".decide textarea").FillAsync(mine);

        await page.Locator($".queue button:not([data-queued='{id}'])").First.ClickAsync();
        await page.Locator(".decide textarea").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Locator($".queue button[data-queued='{id}']").ClickAsync();

        await Assertions.Expect(page.Locator(".decide textarea")).ToHaveValueAsync(mine);
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave it as it was" }).ClickAsync();
    }

    [Fact]
    public async Task A_contact_is_rejected_by_keys_alone()
    {
        var (page, id) = await OpenFirstAsync();
        await SayWhoAsync(page);

        await page.Keyboard.PressAsync("r");
        await page.Locator("[data-reason]:focus").WaitForAsync();
        await page.Keyboard.TypeAsync("Was at the branch today");
        await page.Keyboard.PressAsync("Enter");

        await page.GetByText("was rejected").WaitForAsync();
        Assert.Equal("withdrawn", StateOf(await DetailAsync(id)));
    }

    [Fact]
    public async Task What_somebody_else_has_decided_meanwhile_comes_to_the_open_page()
    {
        var (page, id) = await OpenFirstAsync();
        await page.Locator("[data-contact-state=awaiting_approval]").WaitForAsync();

        await RejectAsync(id);

        await page.Locator("[data-contact-state=withdrawn]").WaitForAsync();
        await ShowsAsync(page, "queue", async () => Count((await QueueAsync()).Count));
    }

    [Fact]
    public async Task The_contact_that_is_looked_at_stays_when_another_person_decides_about_it()
    {
        await Eventually.HoldsAsync(async () => (await QueueAsync()).Count > 0);
        var page = await Dashboard.OpenAsync("dashboard/interventions?tab=queue");
        // No navigation: the page notes it in its address.
        await page.WaitForFunctionAsync("() => new URLSearchParams(location.search).has('contact')");
        var id = (await LookedAtAsync(page))!;

        await RejectAsync(id);

        await page.Locator("[data-contact-state=withdrawn]").WaitForAsync();
        await Assertions.Expect(Approve(page)).ToHaveCountAsync(0);
        Assert.Equal(id, await LookedAtAsync(page));
    }

    [Fact]
    public async Task The_effect_is_shown_as_the_api_answers_it()
    {
        var page = await Dashboard.OpenAsync("dashboard/interventions?tab=effect");

        await ShowsAsync(page, "effect-waiting", async () => Count((await Dashboard.GetAsync("interventions/effect")).GetProperty("waiting")));
        var report = await Dashboard.GetAsync("interventions/effect");
        if (report.GetProperty("all").GetProperty("verdict").GetString() == "not_comparable")
            await page.GetByText("Nothing can be compared yet").WaitForAsync();
        else
            await ShowsAsync(page, "on-time-contacted", async () => Share((await Dashboard.GetAsync("interventions/effect")).GetProperty("all").GetProperty("contacted").GetProperty("on_time")));
    }
}
