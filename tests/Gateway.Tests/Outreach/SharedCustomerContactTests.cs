namespace PreDelinquency.Gateway.Tests.Outreach;

/// <summary>The same of a gateway as those of a cluster are.</summary>
public sealed class SharedCustomerContactTests() : CustomerContactTests(isShared: true);
