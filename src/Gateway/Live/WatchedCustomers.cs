namespace PreDelinquency.Gateway.Live;

/// <summary>Customers whom connections look at. Safe to use from any thread.</summary>
internal sealed class WatchedCustomers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _watchers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    /// <summary>A connection begins to look at customers.</summary>
    public void Add(IEnumerable<string> customerIds)
    {
        lock (_lock)
        {
            foreach (var id in customerIds)
            {
                _watchers[id] = _watchers.GetValueOrDefault(id) + 1;
                _begun.Add(id);
            }
        }
    }

    /// <summary>A connection looks at them no longer.</summary>
    public void Remove(IEnumerable<string> customerIds)
    {
        lock (_lock)
        {
            foreach (var id in customerIds)
            {
                if (--_watchers[id] > 0)
                    continue;
                _watchers.Remove(id);
                _begun.Remove(id);
            }
        }
    }

    /// <summary>Everybody who is looked at; and whether somebody began to since the last call.</summary>
    public IReadOnlyList<(string CustomerId, bool Begun)> Take()
    {
        lock (_lock)
        {
            if (_watchers.Count == 0)
                return [];
            List<(string, bool)> watched = [.. _watchers.Keys.Select(id => (id, _begun.Contains(id)))];
            _begun.Clear();
            return watched;
        }
    }
}
