using PreDelinquency.Domain;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// Tells whether a transaction that came too late for its customer's own memory is an old acquaintance, by the ids in
/// the log and among the dead letters. Ids are held as 64-bit hashes per customer, loaded on demand and dropped when too
/// many or no longer asked for.
/// </summary>
internal sealed class KnownTransactions(IStore store, int maxIds)
{
    private readonly Dictionary<int, Known> _byCustomer = [];
    private long _ids;
    private long _added;
    private bool _asked;

    /// <summary>Ids held: at most as many as allowed, beside those of one customer that has more.</summary>
    public long Ids => _ids;

    /// <summary>Whether the log holds a transaction.</summary>
    /// <param name="entry">The customer.</param>
    /// <param name="transactionId">The id.</param>
    /// <param name="uncommitted">Units that the store may not know yet, the one in the making included.</param>
    public bool IsLogged(CustomerEntry entry, string transactionId, IEnumerable<PendingUnit> uncommitted)
    {
        var (known, hash) = (Of(entry, uncommitted), StableHash.Of(transactionId));
        return Array.BinarySearch(known.Stored, hash) >= 0 || known.Later.Contains(hash);
    }

    /// <summary>Notes that a transaction becomes a dead letter.</summary>
    /// <returns>False where it is one already.</returns>
    public bool TryBury(CustomerEntry entry, string transactionId, IEnumerable<PendingUnit> uncommitted)
    {
        var isNew = Of(entry, uncommitted).Buried.Add(StableHash.Of(transactionId));
        if (isNew)
            CountAdded();
        return isNew;
    }

    /// <summary>A transaction of the customer was accepted.</summary>
    public void Note(CustomerEntry entry, string transactionId)
    {
        if (_byCustomer.Count > 0 && _byCustomer.TryGetValue(entry.No, out var known) && known.Later.Add(StableHash.Of(transactionId)))
            CountAdded();
    }

    /// <summary>Drops everything unless it was asked for since the last call.</summary>
    public void DropUnused()
    {
        if (!_asked)
            Clear();
        _asked = false;
    }

    private Known Of(CustomerEntry entry, IEnumerable<PendingUnit> uncommitted)
    {
        _asked = true;
        if (_byCustomer.TryGetValue(entry.No, out var known))
            return known;
        known = Load(entry.No, uncommitted);
        var ids = known.Stored.Length + known.Later.Count + known.Buried.Count;
        if (_ids + ids > maxIds)
            Clear();
        _byCustomer.Add(entry.No, known);
        _ids += ids;
        return known;
    }

    // All of it goes, and what is asked for is loaded again; but one large customer is not loaded again for each addition.
    private void CountAdded()
    {
        _ids++;
        _added++;
        if (_ids > maxIds && (_byCustomer.Count > 1 || _added >= maxIds))
            Clear();
    }

    private Known Load(int customerNo, IEnumerable<PendingUnit> uncommitted)
    {
        // Uncommitted first: what is committed in between is then seen twice rather than never.
        var (later, buried) = (new HashSet<ulong>(), new HashSet<ulong>());
        foreach (var unit in uncommitted)
        {
            foreach (var entry in unit.Unit.Log)
            {
                if (entry.CustomerNo == customerNo && entry.Transaction is { } transaction)
                    later.Add(StableHash.Of(transaction.TransactionId));
            }

            foreach (var letter in unit.Unit.DeadLetters)
            {
                if (letter.CustomerNo == customerNo)
                    buried.Add(StableHash.Of(letter.TransactionId!));
            }
        }

        ulong[] stored = [.. store.ReadTransactionIds(customerNo).Select(id => StableHash.Of(id))];
        Array.Sort(stored);
        buried.UnionWith(store.ReadBuriedIds(customerNo).Select(id => StableHash.Of(id)));
        return new Known(stored, later, buried);
    }

    private void Clear()
    {
        _byCustomer.Clear();
        (_ids, _added) = (0, 0);
    }

    private sealed record Known(ulong[] Stored, HashSet<ulong> Later, HashSet<ulong> Buried);
}
