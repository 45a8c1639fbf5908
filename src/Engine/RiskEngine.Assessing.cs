using System.Collections.Concurrent;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Internal;

namespace PreDelinquency.Engine;

/// <content>Scores as of now.</content>
public sealed partial class RiskEngine
{
    public async ValueTask<RiskAssessment?> AssessAsync(string customerId, CancellationToken cancellationToken) =>
        await AskAsync(customerId, (customer, present) => customer.Assess(present, _core.Serving), cancellationToken);

    public async ValueTask<RiskAssessment?> AssumeAsync(string customerId, Assumption assumption, CancellationToken cancellationToken) =>
        await AskAsync(customerId, (customer, present) => customer.Assume(assumption, present, _core.Serving), cancellationToken);

    public async ValueTask<IReadOnlyList<AssessmentAnswer>> AssessAsync(IReadOnlyList<string> customerIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customerIds);
        var models = _core.Serving;
        var answers = new AssessmentAnswer[customerIds.Count];
        var failures = new ConcurrentQueue<ServiceUnavailableException>();
        var homes = Enumerable.Range(0, customerIds.Count).GroupBy(i => _core.HomeOf(customerIds[i])).ToList();
        await Task.WhenAll(homes.Select(AskHomeAsync));
        if (homes.Count > 0 && failures.Count == homes.Count && failures.TryPeek(out var first))
            throw first;
        return answers;

        async Task AskHomeAsync(IGrouping<int, int> home)
        {
            try
            {
                foreach (var (place, answer) in await AskAsync(home.Key, partition => Assess(partition, [.. home]), cancellationToken))
                    answers[place] = answer;
            }
            catch (ServiceUnavailableException e)
            {
                failures.Enqueue(e);
                foreach (var place in home)
                    answers[place] = new AssessmentAnswer(null, e.Message);
            }
        }

        List<(int Place, AssessmentAnswer Answer)> Assess(Partition partition, List<int> places)
        {
            var known = places.Select(place => (Place: place, Entry: partition.Directory.Find(customerIds[place]))).Where(k => k.Entry is not null).ToList();
            var customers = partition.Directory.Peek([.. known.Select(k => k.Entry!)]);
            return [.. known.Zip(customers, (k, customer) => (k.Place, new AssessmentAnswer(customer?.Assess(CustomerViews.MomentFor(customer, _core.Clock.Present), models), k.Entry!.Refusal)))];
        }
    }
}
