using Orleans.CodeGeneration;

namespace PreDelinquency.Grains.Abstractions;

/// <summary>What one process of those that could must see to, so that it is done once; the key names it.</summary>
[Alias("predelinquency.duty"), Version(1)]
public interface IDutyGrain : IGrainWithStringKey
{
    /// <summary>Takes the duty, or keeps it, for a few minutes; others may have it after that.</summary>
    /// <param name="who">Told apart from all others.</param>
    /// <returns>Whether the caller has it now.</returns>
    [Alias("hold")]
    Task<bool> HoldAsync(string who);
}
