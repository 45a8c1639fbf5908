using PreDelinquency.Domain;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Tests.Recorded;

/// <summary>
/// Sends a recorded stream through a host and tells what it made of every customer, so that hosts can be held against each
/// other and against a plain replay, which has neither host nor store.
/// </summary>
/// <remarks>
/// Ticks between two events of a customer leave no trace in features, scores and what is proposed, as the next event first judges
/// the days that began before it. What they do decide is:
/// <list type="bullet">
/// <item>the days after the customer's latest event: only ticks judge them;</item>
/// <item>among those, where the first tick after the latest event comes more than <see cref="Customer.CurrentDays"/> days later,
/// the local day of that tick: it is doubted, and judged with the first tick of the day after. So hosts must tick on the same days;</item>
/// <item>whether an intervention is news: without ticks a day of silence is judged with the next event, which may be later than
/// the lifetime of news.</item>
/// </list>
/// Hence the schedule: everybody hears a tick at the start of every hour that the stream enters, before the hour's first
/// transaction, as <see cref="ClockKind.Event"/> has it; and a plain replay hears those after the customer's latest event.
/// </remarks>
internal static class RecordedRun
{
    private const int MostPerPage = 1000;

    /// <summary>What every customer comes to with nothing but its own events, and the ticks after the latest of them.</summary>
    public static IReadOnlyList<RecordedCustomer> Replay(RecordedStream stream, ModelBundle model)
    {
        var present = stream.Transactions[^1].Timestamp;
        var byCustomer = stream.Transactions.ToLookup(t => t.CustomerId, StringComparer.Ordinal);
        return [.. stream.CustomerIds.Select(id => Replay(id, [.. byCustomer[id]], stream, model, present))];
    }

    /// <summary>Sends the stream through a host.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="service">The host.</param>
    /// <param name="tick">Lets everybody hear the time; null where the host does so itself, by the stream's clock.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task SendAsync(RecordedStream stream, IRiskService service, Func<DateTimeOffset, Task>? tick, CancellationToken cancellationToken)
    {
        foreach (var (id, profile) in stream.Profiles)
            await service.PutProfileAsync(id, profile, cancellationToken);
        foreach (var (due, transactions) in stream.Hours)
        {
            if (tick is not null && due is { } now)
                await tick(now);
            var outcomes = await service.IngestAsync(transactions, [], cancellationToken);
            Assert.All(outcomes, outcome => Assert.Equal(Applied.Accepted, outcome.Applied));
        }
    }

    /// <summary>What a host made of every customer, as of the stream's end.</summary>
    public static async Task<IReadOnlyList<RecordedCustomer>> AskAsync(RecordedStream stream, IRiskService service, CancellationToken cancellationToken)
    {
        var customers = new List<RecordedCustomer>();
        foreach (var id in stream.CustomerIds)
        {
            var view = (await service.GetCustomerAsync(id, cancellationToken))!;
            var points = await ReadAsync(service, id, history => history.Scores, cancellationToken);
            var interventions = await ReadAsync(service, id, history => history.Interventions, cancellationToken);
            customers.Add(RecordedCustomer.Of(
                id, view.Features, view.Assessment.Score, points, [.. interventions.Select(i => (i.Intervention, i.Status))]));
        }

        return customers;
    }

    /// <summary>Every customer must have come to the same.</summary>
    public static void AreEqual(IReadOnlyList<RecordedCustomer> expected, IReadOnlyList<RecordedCustomer> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (one, other) in expected.Zip(actual))
            RecordedCustomer.AreEqual(one, other);
    }

    private static RecordedCustomer Replay(string id, IReadOnlyList<Transaction> transactions, RecordedStream stream, ModelBundle model, DateTimeOffset present)
    {
        var (customer, effects) = (new Customer(id) { Profile = stream.Profiles[id] }, new CustomerEffects());
        foreach (var transaction in transactions)
            Assert.Equal(Applied.Accepted, customer.Apply(transaction, model, effects));
        foreach (var tick in stream.TicksAfter(transactions[^1].Timestamp))
            customer.Tick(tick, model, effects);
        var features = new double[FeatureCatalogue.Count];
        customer.Features(present, features);
        return RecordedCustomer.Of(
            id,
            features,
            customer.Assess(present, new ServedModels(model)).Score,
            effects.Scores.Select(score => score.Point),
            [.. effects.Interventions.Select(i => (i, InterventionStatus.Proposed))]);
    }

    private static async Task<List<T>> ReadAsync<T>(IRiskService service, string id, Func<CustomerHistory, HistoryPage<T>> part, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        HistoryCursor? before = null;
        do
        {
            var page = part((await service.GetHistoryAsync(id, before, MostPerPage, cancellationToken))!);
            items.AddRange(page.Items);
            before = page.Next;
        }
        while (before is not null);
        items.Reverse();
        return items;
    }
}
