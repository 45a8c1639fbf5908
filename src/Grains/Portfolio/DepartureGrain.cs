using PreDelinquency.Grains.Abstractions;

namespace PreDelinquency.Grains.Portfolio;

/// <summary>One silo's word that it left nothing unreported. Nothing is stored: who is not believed costs its shards a reading.</summary>
[GrainType("departure")]
internal sealed class DepartureGrain : Grain, IDepartureGrain
{
    private bool _noted;

    public Task NoteAsync()
    {
        _noted = true;
        return Task.CompletedTask;
    }

    public Task<bool> IsNotedAsync() => Task.FromResult(_noted);
}
