using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Effects;

/// <summary>Examines what the store holds (<see cref="EffectSample"/>), at most once a minute however many ask.</summary>
/// <param name="store">Holds what became of proposals.</param>
/// <param name="policy">In force.</param>
/// <param name="time">The real clock.</param>
public sealed class EffectReader(IOutreachStore store, ServedPolicy policy, TimeProvider time) : IDisposable
{
    private const int Page = 1000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _gate = new(1);
    private (EffectReport Report, string PolicyVersion, DateTimeOffset At)? _latest;

    /// <summary>As of a minute ago at most, and by the policy in force.</summary>
    /// <exception cref="Engine.Ports.StoreException">The store does not work.</exception>
    public async ValueTask<EffectReport> ReadAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var bundle = policy.Current;
            if (_latest is { } latest && latest.PolicyVersion == bundle.Version && time.GetUtcNow() - latest.At < Lifetime)
                return latest.Report;
            var sample = new EffectSample();
            var filter = new ContactFilter();
            while (await store.ReadContactsAsync(filter, Page, cancellationToken) is { Count: > 0 } page)
            {
                foreach (var contact in page)
                    sample.Add(contact);
                filter = filter with { AfterSequence = page[^1].Sequence };
            }

            var report = EffectExamination.Of(sample.Units, bundle.Policy);
            _latest = (report, bundle.Version, time.GetUtcNow());
            return report;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
