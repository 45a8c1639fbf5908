using System.Buffers;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Grains.Tests.Clusters;

/// <summary>What the store must hold of transactions that were sent, however often and whatever happened meanwhile: each once, and what follows from them once.</summary>
internal static class StoredTruth
{
    private const int MostPerPage = 1000;

    /// <summary>Holds where no customer heard a tick, or none but those of a present far behind all that was sent, which judge nothing.</summary>
    public static async Task HoldsAsync(IClusterStore store, IReadOnlyList<Transaction> sent, ModelBundle model, CancellationToken cancellationToken)
    {
        var sequences = new List<long>();
        foreach (var ofCustomer in sent.GroupBy(t => t.CustomerId, StringComparer.Ordinal))
            sequences.AddRange(await HoldsAsync(store, ofCustomer.Key, [.. ofCustomer], model, cancellationToken));
        var totals = await store.ReadTotalsAsync(cancellationToken);
        Assert.Equal((sent.Count, sequences.Count), (totals.Transactions, totals.Interventions));
        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(n => (long)n), sequences.Order());
    }

    private static async Task<IEnumerable<long>> HoldsAsync(IClusterStore store, string customerId, IReadOnlyList<Transaction> sent, ModelBundle model, CancellationToken cancellationToken)
    {
        var (customer, effects, logged) = (new Customer(customerId), new CustomerEffects(), new List<string>());
        await foreach (var transaction in store.ReadTransactionsAsync(customerId, cancellationToken))
        {
            logged.Add(transaction.TransactionId);
            Assert.Equal(Applied.Accepted, customer.Apply(transaction, model, effects));
        }

        Assert.Equal(sent.Select(t => t.TransactionId).Order(StringComparer.Ordinal), logged.Order(StringComparer.Ordinal));
        Assert.Contains(Convert.ToHexString((await store.LoadAsync(customerId, cancellationToken)).State!.Value.Span), StatesOf(customer, model));
        var stored = await store.ReadInterventionsAsync(customerId, null, MostPerPage, cancellationToken);
        Assert.Equal(effects.Interventions.Select(i => (i.At, i.Level, i.Probability)), stored.Items.Reverse().Select(i => (i.Intervention.At, i.Intervention.Level, i.Intervention.Probability)));
        Assert.Equal(effects.Interventions.Select((_, n) => $"{customerId}-i{n + 1}"), stored.Items.Reverse().Select(i => i.Intervention.InterventionId));
        return stored.Items.Select(i => i.Sequence);
    }

    /// <summary>As it is, and after a tick long after its last event.</summary>
    private static string[] StatesOf(Customer customer, ModelBundle model)
    {
        var (state, effects) = (StateOf(customer), new CustomerEffects());
        customer.Tick(customer.LatestEvent!.Value.AddDays(2 * Customer.DormantAfterDays), model, effects);
        Assert.Empty(effects.Interventions);
        return [state, StateOf(customer)];
    }

    private static string StateOf(Customer customer)
    {
        var state = new ArrayBufferWriter<byte>();
        customer.Write(state);
        return Convert.ToHexString(state.WrittenSpan);
    }
}
