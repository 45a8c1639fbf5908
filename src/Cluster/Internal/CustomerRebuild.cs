using System.Globalization;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Internal;

/// <summary>Makes a customer anew from what the store has beside the state: its transactions, and the scores and interventions that came of them.</summary>
internal static class CustomerRebuild
{
    private const int Page = 1000;

    /// <summary>
    /// The customer as of the last thing that is stored of it, judged by one model throughout: which one judged when is not kept
    /// whole. Ticks are not kept either; but what they led to is recorded, and the customer hears the last one that led to something.
    /// </summary>
    /// <exception cref="InvalidDataException">The log does not lead to a customer.</exception>
    /// <exception cref="Engine.Ports.StoreException">The store does not work; nothing was decided.</exception>
    public static async ValueTask<Customer> RunAsync(string customerId, IClusterStore store, ModelBundle model, CancellationToken cancellationToken)
    {
        var (customer, effects) = (new Customer(customerId), new CustomerEffects());
        await foreach (var transaction in store.ReadTransactionsAsync(customerId, cancellationToken))
        {
            if (CustomerDamage.Told(() => customer.Apply(transaction, model, effects)) != Applied.Accepted)
                throw new InvalidDataException($"The log's transaction {transaction.TransactionId} does not follow from those before it.");

            // What followed was committed back then.
            effects.Clear();
        }

        if (customer.LatestEvent is not { } latest)
            throw new InvalidDataException("The log holds no transaction of the customer.");
        var (number, last) = await LastInterventionAsync(customerId, store, cancellationToken);
        var scores = await store.ReadScoresAsync(customerId, before: null, limit: 1, cancellationToken);
        if (scores.Items is [var score] && score.At > last)
            last = score.At;
        if (last > latest)
        {
            // A first tick in a long silence is doubted, and this one was not.
            CustomerDamage.Told(() =>
            {
                customer.Tick(last.AddDays(-1), model, effects);
                customer.Tick(last, model, effects);
            });
        }

        customer.SkipInterventionsTo(number);
        return customer;
    }

    /// <summary>The highest number that was ever given, 0 without any, and the latest moment.</summary>
    private static async ValueTask<(int Number, DateTimeOffset At)> LastInterventionAsync(string customerId, IClusterStore store, CancellationToken cancellationToken)
    {
        var (number, at) = (0, DateTimeOffset.MinValue);
        HistoryCursor? before = null;
        do
        {
            var page = await store.ReadInterventionsAsync(customerId, before, Page, cancellationToken);
            foreach (var (_, intervention, _) in page.Items)
            {
                if (!int.TryParse(intervention.InterventionId.AsSpan(customerId.Length + "-i".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var given))
                    throw new InvalidDataException($"The stored intervention {intervention.InterventionId} has no number.");
                number = Math.Max(number, given);
                at = intervention.At > at ? intervention.At : at;
            }

            before = page.Next;
        }
        while (before is not null);
        return (number, at);
    }
}
