namespace PreDelinquency.Storage;

/// <summary>What an acknowledged transaction survives.</summary>
public enum Durability
{
    /// <summary>A loss of power: every commit waits for the disk.</summary>
    Full,

    /// <summary>A crash of the process, not a loss of power; the store stays whole in both.</summary>
    ProcessCrash,
}
