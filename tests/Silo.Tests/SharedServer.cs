// Each test has a database of its own; a server for each class would be started for nothing.
[assembly: AssemblyFixture(typeof(PreDelinquency.Tests.PostgresFixture))]
