using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>The pages of a gateway that knows people: who works there proves it by a token.</summary>
public sealed class KnownPeopleTests(DashboardFixture dashboard) : DashboardTest(dashboard), IDisposable
{
    private const string Ann = "a-token-that-nobody-but-ann-could-ever-know";
    private const string Ben = "a-token-that-nobody-but-ben-could-ever-know";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_persons_change_a_policy_by_their_tokens_and_nobody_by_a_name()
    {
        var policy = Directory.CreateDirectory(_folder.File("policy")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("policies/default")))
            File.Copy(file, Path.Combine(policy, Path.GetFileName(file)));
        var people = _folder.Write("people.yaml", $"people:\n{Person("ann", Ann)}{Person("ben", Ben)}");
        await using var gateway = await GatewayProcess.StartAsync(Directory.CreateDirectory(_folder.File("data")).FullName, "--policy", policy, "--people", people);
        var page = await Dashboard.OpenAsync(gateway.Address, "dashboard/interventions?tab=policy");

        await EnterAsync(page, "a-token-that-is-nobodys-as-it-was-made-up-here");
        await Assertions.Expect(page.GetByText("The token is nobody's.")).ToBeVisibleAsync();
        await EnterAsync(page, Ann);
        await Assertions.Expect(page.Locator("[data-person]")).ToHaveTextAsync("ann");
        var changed = Path.Combine(policy, "policy.yaml");
        await File.WriteAllTextAsync(changed, (await File.ReadAllTextAsync(changed, TestContext.Current.CancellationToken)).Replace("retry_call_after_hours: 4", "retry_call_after_hours: 5", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-policy-state]")).ToContainTextAsync("ann proposed it");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-person]")).ToHaveTextAsync("ann");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Confirm" })).ToBeDisabledAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await EnterAsync(page, Ben);
        var waiting = await page.Locator("[data-policy-waiting]").InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();

        await Assertions.Expect(page.Locator("[data-policy]")).ToHaveTextAsync(waiting);
        Assert.DoesNotContain(Ann, gateway.Printed, StringComparison.Ordinal);
    }

    private static string Person(string name, string token) =>
        $"  - name: {name}\n    roles: [policy]\n    token_sha256: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))}\n";

    private static async Task EnterAsync(IPage page, string token)
    {
        await page.Locator("#person[type=password]").FillAsync(token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
    }
}
