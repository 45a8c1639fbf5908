using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>The field in which a page asks once who works there.</summary>
internal static class PersonField
{
    public static async Task SayWhoAsync(this IPage page, string name)
    {
        await page.Locator("#person").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remember" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-person]")).ToHaveTextAsync(name);
    }
}
