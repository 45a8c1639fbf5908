using Microsoft.Playwright;
using static PreDelinquency.EndToEnd.Tests.Dashboard.PageFigures;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>What customers say of contact is told on their page, kept by the program, and taken back or decided by people.</summary>
public sealed class ObjectionTests(DashboardFixture dashboard) : DashboardTest(dashboard)
{
    [Fact]
    public async Task An_objection_opens_a_review_which_a_person_closes()
    {
        var customer = await Dashboard.WorstAsync();
        var page = await Dashboard.OpenAsync($"dashboard/customers/{customer}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Objection…" }).ClickAsync();
        await page.Locator("dialog [data-source]").FillAsync("I do not want a machine to judge me.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Its review is open" }).ClickAsync();
        var review = page.Locator("[data-objection]").Filter(new() { HasText = customer });
        await Assertions.Expect(review.Locator("blockquote")).ToHaveTextAsync("I do not want a machine to judge me.");
        await ShowsAsync(page, "objections", async () => Count((await Dashboard.GetAsync("objections?open=true")).GetProperty("items").GetArrayLength()));
        await page.SayWhoAsync("Ana María");
        await review.GetByRole(AriaRole.Button, new() { Name = "Decide…" }).ClickAsync();
        await page.Locator("[data-reason]").FillAsync("Explained by phone; reasons were right.");
        await page.Keyboard.PressAsync("Enter");

        await page.GetByText($"The review of {customer} is closed.").WaitForAsync();
        var closed = (await Dashboard.GetAsync("objections?open=false")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("customer_id").GetString() == customer);
        Assert.Equal(("Ana María", "Explained by phone; reasons were right."), (closed.GetProperty("closed_by").GetString(), closed.GetProperty("resolution").GetString()));
    }

    [Fact]
    public async Task An_opt_out_and_a_suppression_are_set_and_lifted()
    {
        var customer = await Dashboard.WorstAsync();
        var page = await Dashboard.OpenAsync($"dashboard/customers/{customer}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Opt out…" }).ClickAsync();
        await page.Locator("dialog [data-subject]").SelectOptionAsync("sms");
        await RecordAsync(page, "letter of the customer");
        await page.Locator("[data-opt-out=sms]").GetByText("told by letter of the customer").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave alone…" }).ClickAsync();
        await page.Locator("dialog [data-subject]").SelectOptionAsync("vulnerable");
        await RecordAsync(page, "branch");
        await page.Locator("[data-suppression=vulnerable]").WaitForAsync();

        var contact = await Dashboard.GetAsync($"customer/{customer}/contact");
        Assert.Equal(["sms"], contact.GetProperty("opt_outs").EnumerateArray().Select(notice => notice.GetProperty("subject").GetString()));
        Assert.Equal(["vulnerable"], contact.GetProperty("suppressions").EnumerateArray().Select(notice => notice.GetProperty("subject").GetString()));

        await page.GetByRole(AriaRole.Button, new() { Name = "Take back sms" }).ClickAsync();
        await RecordAsync(page, "the customer, by phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lift vulnerable" }).ClickAsync();
        await RecordAsync(page, "branch");
        await Assertions.Expect(page.Locator("[data-opt-out], [data-suppression]")).ToHaveCountAsync(0);
        Assert.Equal(0, (await Dashboard.GetAsync($"customer/{customer}/contact")).GetProperty("suppressions").GetArrayLength());
    }

    private static async Task RecordAsync(IPage page, string source)
    {
        await page.Locator("dialog [data-source]").FillAsync(source);
        await page.GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();
        await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
    }
}
