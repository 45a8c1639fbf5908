using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Alerting;

/// <summary>Counts who was drawn into the holdout, of those who were proposed help lately.</summary>
public sealed class HoldoutCensus(IOutreachStore store)
{
    /// <summary>So many days back.</summary>
    private const int Days = 30;

    private const int Page = 1000;

    /// <summary>Contacts beyond this add nothing that the first would not show.</summary>
    private const int Most = 200_000;

    /// <summary>By the draw and the policy of now: a share that was changed moves no one in the draw.</summary>
    public async ValueTask<IReadOnlyList<HoldoutCount>> CountAsync(ContactPolicy policy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var draws = policy.Levels.Keys.ToDictionary(level => level, _ => new Dictionary<string, double>(StringComparer.Ordinal));
        var filter = new ContactFilter { ProposedFrom = now.AddDays(-Days) };
        for (var read = 0; read < Most; read += Page)
        {
            var page = await store.ReadContactsAsync(filter, Page, cancellationToken);
            foreach (var contact in page)
            {
                if (draws.TryGetValue(contact.Proposal.Level, out var ofLevel))
                    ofLevel[contact.Proposal.CustomerId] = contact.HoldoutDraw;
            }

            if (page.Count < Page)
                break;
            filter = filter with { AfterSequence = page[^1].Sequence };
        }

        return [.. policy.Levels.Select(level =>
        {
            var share = level.Value.HoldoutPercent / 100;
            return new HoldoutCount(level.Key, share, draws[level.Key].Count, draws[level.Key].Values.Count(draw => draw < share));
        })];
    }
}
