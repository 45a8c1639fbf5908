using System.Buffers;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Internal;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine;

/// <summary>
/// Holds a store against its own log: what a recovery gives must equal, byte for byte, what a replay of the whole log from
/// nothing gives, and the interventions must be those that the replay leads to, each once, in all that follows from the log.
/// Each part of the log is judged by the model that judged it then, which the store keeps.
/// </summary>
public static class StoreVerification
{
    private const int MostDifferences = 100;
    private const int Page = 1000;

    /// <summary>Compares; the store must not be in use by an engine, and is only read.</summary>
    /// <param name="store">The store.</param>
    /// <param name="progress">Hears the log position that the replay has come to, now and then; null where nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    /// <exception cref="StoreException">The store cannot be read, or was judged by a model that this program cannot use.</exception>
    public static async Task<VerificationReport> RunAsync(IStore store, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var totals = store.ReadTotals();
        if (totals.Commits == 0)
            return new VerificationReport(0, 0, 0, []);
        if (store.ReadModels() is not [.., var last])
            throw new StoreException("The store does not say which model judged its log: it was written by an older program. Start the gateway on it once.");
        var model = Model(last);
        var differences = new List<string>();
        var expected = new Dictionary<string, Intervention>();
        var options = new EngineOptions { Partitions = 1, MaxActiveCustomers = int.MaxValue };
        using var recovered = new EngineCore(options, store, model, TimeProvider.System);
        using var replayed = new EngineCore(options, new LogOnlyStore(store, progress), model, TimeProvider.System, Expect);

        // Sleeping customers are looked at after the recovery too, and a damaged one costs a read of the whole log.
        using var ending = cancellationToken.UnsafeRegister(
            _ =>
            {
                recovered.Repair.End();
                replayed.Repair.End();
            },
            null);
        Recovery.Run(recovered, cancellationToken);
        var entries = Recovery.Run(replayed, cancellationToken);
        CompareStates(recovered.Partitions[0].Directory, replayed.Partitions[0].Directory, differences, cancellationToken);
        differences.AddRange(recovered.Repair.Damaged.Select(id => $"Customer {id}: the stored state cannot be read."));
        CompareTotals(totals, entries, differences);
        await CompareInterventionsAsync(store, expected, differences, cancellationToken);
        return new VerificationReport(recovered.Partitions[0].Directory.Count, entries, expected.Count, [.. differences.Take(MostDifferences)]);

        void Expect(CustomerEffects effects)
        {
            foreach (var intervention in effects.Interventions)
                expected.Add(intervention.InterventionId, intervention);
        }
    }

    private static ModelBundle Model(ModelEntry last)
    {
        try
        {
            return ModelBundle.Parse(last.Document, last.Trees, "the store's latest model");
        }
        catch (ModelBundleException e)
        {
            throw new StoreException(e.Message, e);
        }
    }

    private static void CompareStates(CustomerDirectory recovered, CustomerDirectory replayed, List<string> differences, CancellationToken cancellationToken)
    {
        var (one, other) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        foreach (var entry in recovered.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            one.ResetWrittenCount();
            other.ResetWrittenCount();
            var replayedEntry = replayed.Find(entry.Id)!;
            if (recovered.Peek([entry])[0] is not { } customer || replayed.Peek([replayedEntry])[0] is not { } judge)
            {
                differences.Add(entry.Refusal ?? replayedEntry.Refusal!);
                continue;
            }

            customer.Write(one);
            judge.Write(other);
            if (!one.WrittenSpan.SequenceEqual(other.WrittenSpan))
                differences.Add($"Customer {entry.Id}: the state differs from a replay of the log.");
        }
    }

    private static void CompareTotals(StoreTotals totals, long entries, List<string> differences)
    {
        if (totals.Transactions != entries)
            differences.Add($"The totals count {totals.Transactions} transactions, the log holds {entries}.");
    }

    private static async Task CompareInterventionsAsync(IStore store, Dictionary<string, Intervention> expected, List<string> differences, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        long sequence = 0;
        while (await store.ReadInterventionsAsync(sequence, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var (next, intervention, _) in page)
            {
                if (next != sequence + 1)
                    differences.Add($"After intervention {sequence} comes {next}.");
                sequence = next;
                if (!seen.Add(intervention.InterventionId))
                    differences.Add($"Intervention {intervention.InterventionId} exists twice.");
                if (!expected.TryGetValue(intervention.InterventionId, out var derived))
                    differences.Add($"Intervention {intervention.InterventionId} does not follow from the log.");
                else if (DerivedIntervention.DifferenceOf(intervention, derived) is { } property)
                    differences.Add($"Intervention {intervention.InterventionId} does not follow from the log: its {property} is another.");
            }
        }

        foreach (var id in expected.Keys.Where(id => !seen.Contains(id)))
            differences.Add($"Intervention {id} follows from the log but does not exist.");
    }
}
