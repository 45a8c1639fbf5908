using PreDelinquency.Engine.Standings;

namespace PreDelinquency.Gateway.Tests.Watching;

/// <summary>A store that looks back only when it is told to; everything else it does at once.</summary>
internal sealed class SlowPast(IStandings store) : IStandings
{
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<IReadOnlyList<StandingCount>> CountAsync(DateTimeOffset now, int bins, CancellationToken cancellationToken) => store.CountAsync(now, bins, cancellationToken);

    public async ValueTask<StandingPast> LookBackAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Release.Task;
        return await store.LookBackAsync(now, cancellationToken);
    }

    public ValueTask<StandingPast?> RecallAsync(DateTimeOffset now, CancellationToken cancellationToken) => store.RecallAsync(now, cancellationToken);

    public ValueTask<(int Total, IReadOnlyList<StandingCustomer> Part)> FindAsync(StandingQuery query, DateTimeOffset now, CancellationToken cancellationToken) => store.FindAsync(query, now, cancellationToken);
}
