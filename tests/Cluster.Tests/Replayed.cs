using System.Buffers;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Cluster.Tests;

/// <summary>What a customer comes to who hears what the store accepted, in order, and nothing else.</summary>
internal static class Replayed
{
    /// <summary>The replay must lead to the stored state, scores and interventions, to the bit.</summary>
    public static void IsAsStored(string customerId, StoredCustomer stored, ModelBundle model)
    {
        var (customer, effects) = (new Customer(customerId) { Profile = stored.Profile }, new CustomerEffects());
        foreach (var (transactions, quietUntilMs, _) in stored.Commits)
        {
            foreach (var transaction in transactions)
                Assert.Equal(Applied.Accepted, customer.Apply(transaction, model, effects));
            if (transactions.Count == 0 && quietUntilMs is { } quiet)
                customer.Tick(TickBefore(quiet, customer), model, effects);
        }

        Assert.Equal(Convert.ToHexString(StateOf(customer)), Convert.ToHexString(stored.State ?? []));
        Assert.Equal(effects.Scores.Select(score => score.Point), stored.Scores.Select(score => score.Point));
        Assert.Equal(effects.Interventions.Select(Describe), stored.Interventions.Select(i => Describe(i.Intervention)));
        Assert.Equal(Enumerable.Range(1, stored.Interventions.Count).Select(n => $"{customerId}-i{n}"), stored.Interventions.Select(i => i.Intervention.InterventionId));
        Assert.Equal(stored.Interventions.Select(i => i.Sequence).Order(), stored.Interventions.Select(i => i.Sequence));
    }

    public static byte[] StateOf(Customer customer)
    {
        var state = new ArrayBufferWriter<byte>();
        customer.Write(state);
        return state.WrittenSpan.ToArray();
    }

    public static string Describe(Intervention i) =>
        $"{i.InterventionId} {i.At:O} {i.Level} {i.Kind} {i.Channel} {i.Priority} {i.Driver} {i.Message} {BitConverter.DoubleToInt64Bits(i.Probability)} {string.Join('|', i.Reasons)} {i.ModelVersion}";

    // All ticks of one local day are the same to a customer, and one who is dormant is quiet for ever.
    private static DateTimeOffset TickBefore(long quietUntilMs, Customer customer) =>
        quietUntilMs == long.MaxValue ? customer.LatestEvent!.Value.AddDays(Customer.DormantAfterDays + 2) : DateTimeOffset.FromUnixTimeMilliseconds(quietUntilMs - 1);
}
