namespace PreDelinquency.Outreach.Tests.Running;

public sealed class ServedAuditTests
{
    [Fact]
    public async Task The_audit_log_tells_by_which_policy_and_models_is_decided_at_a_start_and_after_each_change()
    {
        await using var office = new Office();
        var (policy, model) = (office.Policy.Current.Version, office.Customers.Models.Champion.Version);
        await office.RunAsync();
        await office.RunAsync();
        office.Customers.Models = office.Customers.Models with { Shadow = office.Customers.Models.Champion };
        await office.RunAsync();
        office.Restart();
        await office.RunAsync();

        var entries = await office.Store.ReadAuditAsync(0, 10, opensBodies: true, TestContext.Current.CancellationToken);

        Assert.Equal(["models_served", "policy_in_force", "models_served", "models_served", "policy_in_force"], entries.Select(entry => entry.Kind));
        Assert.Equal($$"""{"version":"{{model}}","shadow":null}""", entries[0].Body);
        Assert.Equal($$"""{"version":"{{policy}}","by":"start"}""", entries[1].Body);
        Assert.Equal($$"""{"version":"{{model}}","shadow":"{{model}}"}""", entries[2].Body);
    }
}
