using PreDelinquency.Grains.Abstractions;

namespace PreDelinquency.Grains.Contacts;

/// <summary>Remembers in memory who has a duty: where its silo dies, whoever asks next has it, so that it may be seen to twice then.</summary>
[GrainType("duty")]
internal sealed class DutyGrain(TimeProvider time) : Grain, IDutyGrain
{
    /// <summary>Longer than whoever has it lets pass between two calls.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private string? _holder;
    private DateTimeOffset _until;

    public Task<bool> HoldAsync(string who)
    {
        var now = time.GetUtcNow();
        if (_holder != who && _holder is not null && now < _until)
            return Task.FromResult(false);
        (_holder, _until) = (who, now + Lease);
        return Task.FromResult(true);
    }
}
