namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>The classes that look at one demo in one browser.</summary>
[CollectionDefinition(Name)]
public sealed class DashboardPages : ICollectionFixture<DashboardFixture>
{
    public const string Name = "Dashboard";
}
