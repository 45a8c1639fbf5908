using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Cli.Simulation;

/// <summary>The customers of one simulation. Their ids begin with the run's own name, so that no run meets another's.</summary>
internal sealed class SimulatedPopulation
{
    private readonly Random _random;
    private readonly SimulatedCustomer[] _customers;
    private readonly Dictionary<string, SimulatedCustomer> _byId;
    private readonly DateOnly _today;
    private readonly double _distressShare;
    private int _inDistress;

    public SimulatedPopulation(SimulationOptions options, string run, DateOnly today, CancellationToken cancellationToken = default)
    {
        _today = today;
        _distressShare = options.DistressShare;
        _random = new Random((int)(options.Seed % int.MaxValue));
        var population = new Population(new PopulationOptions { Customers = options.Customers, Seed = options.Seed, Start = today.AddDays(-options.HistoryDays) });
        _customers = [.. population.CreateLives(cancellationToken).Select(life => new SimulatedCustomer(run, life))];
        _byId = _customers.ToDictionary(c => c.Id);
    }

    /// <summary>What happened before the load begins, customer by customer.</summary>
    public IEnumerable<Transaction> History() => _customers.SelectMany(c => c.LiveUntil(_today));

    /// <summary>The next transaction of some customer.</summary>
    /// <param name="now">The present.</param>
    /// <param name="dueAt">Timestamp at which it is due to be sent.</param>
    /// <param name="progress">How much of the run is over, 0 to 1: so many of those who will fall into distress have.</param>
    public Transaction Next(DateTimeOffset now, long dueAt, double progress)
    {
        var wanted = (int)(Math.Min(1, progress) * _distressShare * _customers.Length);
        while (_inDistress < wanted)
            _customers[_inDistress++].InDistress = true;
        return _customers[_random.Next(_customers.Length)].Next(now, dueAt);
    }

    /// <summary>Whether a customer is one of this run's.</summary>
    public bool Owns(string customerId) => _byId.ContainsKey(customerId);

    /// <summary>When the transaction that led to an effect was due to be sent; null where none of this run's did.</summary>
    public long? FindDue(string customerId, DateTimeOffset at) => _byId.TryGetValue(customerId, out var customer) ? customer.FindDue(at) : null;
}
