using PreDelinquency.Engine;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Outreach.People;

namespace PreDelinquency.Gateway.People;

/// <summary>Looks every few seconds who may act, and says among the parts of the gateway whether that is known.</summary>
internal sealed class PeopleFollowing(ServedPeople people, TimeProvider time, ILogger<PeopleFollowing> logger) : BackgroundService, IReadinessPart
{
    /// <summary>The gateway goes on with whom it knew.</summary>
    public PartHealth Health => new("people", people.Faults.Count == 0, people.Faults is [var first, ..] ? $"the file is refused, and those it named before may act: {first}" : people.Description) { IsEssential = false };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ServedPeople.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (people.Look() && people.Faults is [var first, ..])
                logger.PeopleRefused(people.Faults.Count, first.ToString());
        }
    }
}
