using Orleans.CodeGeneration;

namespace PreDelinquency.Grains.Abstractions;

/// <summary>
/// Remembers for a while, in memory, that a silo had nothing left to report when it left; the key is the silo's address. Where its
/// own silo died meanwhile it has forgotten, and says so as of one that never told.
/// </summary>
[Alias("predelinquency.departure"), Version(1)]
public interface IDepartureGrain : IGrainWithStringKey
{
    /// <summary>The silo has told the roll-ups of every customer that it changed, and changes none any more.</summary>
    [Alias("note")]
    Task NoteAsync();

    /// <summary>Whether it told so.</summary>
    [Alias("is-noted")]
    Task<bool> IsNotedAsync();
}
