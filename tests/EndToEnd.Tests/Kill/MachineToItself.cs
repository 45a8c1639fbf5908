namespace PreDelinquency.EndToEnd.Tests.Kill;

/// <summary>Tests that measure how long something takes, and so run while none of the others does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class MachineToItself
{
    public const string Name = "machine to itself";
}
