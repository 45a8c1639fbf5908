namespace PreDelinquency.Storage.Tests.Outreach;

/// <summary>The rights of docs/cluster-store.md.</summary>
public sealed class ClusterRightsTests(PostgresFixture server) : OutreachRightsTests(server)
{
    // Those before are of components that this store does without.
    protected override string Rights =>
        "GRANT SELECT ON predelinquency_migrations TO risk;" + Page("docs/cluster-store.md").Split("-- Contacts.")[1].Split("```")[0].Split('\n', 2)[1];
}
