using PreDelinquency.Domain;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// Tells whether a transaction that came too late for its customer's own memory is an old acquaintance, by the ids in
/// the log. Ids are held as 64-bit hashes per customer, loaded on demand and dropped when too many or no longer asked for.
/// </summary>
internal sealed class KnownTransactions(IStore store, int maxIds)
{
    private readonly Dictionary<int, Known> _byCustomer = [];
    private long _ids;
    private bool _asked;

    /// <param name="entry">The customer.</param>
    /// <param name="transactionId">The id.</param>
    /// <param name="uncommitted">Units that the store may not know yet, the one in the making included.</param>
    public bool Contains(CustomerEntry entry, string transactionId, IEnumerable<PendingUnit> uncommitted)
    {
        _asked = true;
        if (!_byCustomer.TryGetValue(entry.No, out var known))
        {
            known = Load(entry.No, uncommitted);
            if (_ids + known.Stored.Length > maxIds)
                Clear();
            _byCustomer.Add(entry.No, known);
            _ids += known.Stored.Length;
        }

        var hash = StableHash.Of(transactionId);
        return Array.BinarySearch(known.Stored, hash) >= 0 || known.Later.Contains(hash);
    }

    /// <summary>A transaction of the customer was accepted.</summary>
    public void Note(CustomerEntry entry, string transactionId)
    {
        if (_byCustomer.Count > 0 && _byCustomer.TryGetValue(entry.No, out var known) && known.Later.Add(StableHash.Of(transactionId)))
            _ids++;
    }

    /// <summary>Drops everything unless it was asked for since the last call.</summary>
    public void DropUnused()
    {
        if (!_asked)
            Clear();
        _asked = false;
    }

    private Known Load(int customerNo, IEnumerable<PendingUnit> uncommitted)
    {
        // Uncommitted first: what is committed in between is then seen twice rather than never.
        var later = new HashSet<ulong>();
        foreach (var unit in uncommitted)
        {
            foreach (var entry in unit.Unit.Log)
            {
                if (entry.CustomerNo == customerNo && entry.Transaction is { } transaction)
                    later.Add(StableHash.Of(transaction.TransactionId));
            }
        }

        ulong[] stored = [.. store.ReadTransactionIds(customerNo).Select(id => StableHash.Of(id))];
        Array.Sort(stored);
        return new Known(stored, later);
    }

    private void Clear()
    {
        _byCustomer.Clear();
        _ids = 0;
    }

    private sealed record Known(ulong[] Stored, HashSet<ulong> Later);
}
