using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>An approval is of the words and of the contact that somebody has read, whatever happens in between.</summary>
public sealed class ApprovalTests(DashboardFixture dashboard) : QueueTest(dashboard)
{
    [Fact]
    public async Task Words_that_somebody_else_changed_are_approved_only_after_they_were_read()
    {
        var (page, id) = await OpenFirstAsync();
        await SayWhoAsync(page);
        var approvals = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/approve", StringComparison.Ordinal))
                approvals.Enqueue(request.PostData!);
        };
        var before = TextOf(await DetailAsync(id));
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(Approve(page)).ToBeFocusedAsync();

        var theirs = await EditAsync(id, Marked(before, '!'));

        await Assertions.Expect(page.Locator("[data-changed-by]")).ToHaveTextAsync("Ben");
        Assert.Equal([TextOf(theirs), before], await page.Locator(".message .text").AllTextContentsAsync());
        await Assertions.Expect(Approve(page)).ToBeDisabledAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "I have read the new one" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-changed-by]")).ToHaveCountAsync(0);
        Assert.Empty(approvals);
        Assert.Equal("awaiting_approval", StateOf(await DetailAsync(id)));

        await Approve(page).ClickAsync();
        await page.GetByText("was approved").WaitForAsync();
        using var approval = JsonDocument.Parse(Assert.Single(approvals));
        Assert.Equal(theirs.GetProperty("message").GetProperty("revision").GetString(), approval.RootElement.GetProperty("revision").GetString());
        Assert.Equal(Person, (await DetailAsync(id)).GetProperty("contact").GetProperty("approved_by").GetString());
    }

    [Fact]
    public async Task A_late_answer_to_an_approval_takes_nobody_away_from_the_contact_they_went_on_to()
    {
        await Eventually.HoldsAsync(async () => (await QueueAsync()).Count > 4);
        var (page, next) = await ApproveAndGoOnAsync();
        for (var attempt = 0; !(await page.Locator("[data-said]").InnerTextAsync()).Contains("was approved", StringComparison.Ordinal); attempt++)
        {
            // The demo goes on meanwhile: what was to be approved may be over by then, which is told as well.
            Assert.True(attempt < 5);
            (page, next) = await ApproveAndGoOnAsync();
        }

        Assert.Equal(next, await LookedAtAsync(page));
        // Who stays with it goes on to the one below.
        await Assertions.Expect(Approve(page)).ToBeEnabledAsync();
        await Approve(page).ClickAsync();
        await page.WaitForFunctionAsync("from => new URLSearchParams(location.search).get('contact') !== from", next);
        await Assertions.Expect(page.Locator(".queue [aria-current=true]")).ToBeFocusedAsync();
    }

    /// <summary>Approves a contact and goes on to another one before the answer comes.</summary>
    /// <returns>A page that says what came of it, and where it went on to.</returns>
    private async Task<(IPage Page, string Next)> ApproveAndGoOnAsync()
    {
        var (page, id) = await OpenFirstAsync();
        await SayWhoAsync(page);
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/interventions/*/approve", async route =>
        {
            await answers.Task;
            await route.ContinueAsync();
        });
        await Approve(page).ClickAsync();
        string next;
        do
        {
            await page.Keyboard.PressAsync("j");
            next = (await LookedAtAsync(page))!;
            Assert.NotEqual(id, next);
        }
        while (!await IsAtRiskAsync((await DetailAsync(next)).GetProperty("contact")));

        answers.SetResult();

        await page.Locator("[data-said]").WaitForAsync();
        return (page, next);
    }
}
