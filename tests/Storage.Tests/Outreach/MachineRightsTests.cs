namespace PreDelinquency.Storage.Tests.Outreach;

/// <summary>The rights of docs/postgres.md.</summary>
public sealed class MachineRightsTests(PostgresFixture server) : OutreachRightsTests(server)
{
    protected override string Rights => Page("docs/postgres.md").Split("-- As risk_owner, after each migration:")[1].Split("-- For people")[0];
}
