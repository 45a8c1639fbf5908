using Microsoft.Extensions.Logging;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// States are a cache of the log: one that cannot be read is made anew from the customer's transactions and ticks. Where
/// the log does not lead to a customer either, that one customer is refused and nobody else. Any thread.
/// </summary>
internal sealed partial class StateRepair(EngineCore core, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _damaged = new(StringComparer.Ordinal);
    private volatile bool _ended;

    /// <summary>Ids of the customers whose state could not be read.</summary>
    public IReadOnlyList<string> Damaged
    {
        get
        {
            lock (_lock)
                return [.. _damaged.Keys];
        }
    }

    /// <summary>For people; null where nothing was damaged.</summary>
    public string? Detail
    {
        get
        {
            lock (_lock)
            {
                var refused = _damaged.Values.Count(isRefused => isRefused);
                return _damaged.Count == 0 ? null : $"{_damaged.Count - refused} damaged customer states made anew from the log, {refused} customers refused";
            }
        }
    }

    public bool IsEnded => _ended;

    /// <summary>The program stops and waits for no repair: whoever is being made anew, or would be, is so after the next start.</summary>
    public void End() => _ended = true;

    /// <summary>The customer as the log has it; null, and the entry refused, where the log is damaged too.</summary>
    /// <exception cref="StoreException">The log cannot be read now; nothing was decided.</exception>
    /// <exception cref="OperationCanceledException"><see cref="End"/> was called; nothing was decided.</exception>
    public Customer? Rebuild(CustomerEntry entry, InvalidDataException cause)
    {
        try
        {
            var customer = Replayed(entry);
            Note(entry);
            LogRebuilt(logger, cause, entry.Id);
            return customer;
        }
        catch (Exception e) when (e is InvalidDataException or ModelBundleException)
        {
            entry.Refusal = $"The state of customer {entry.Id} is damaged and its log does not lead to one: {e.Message}";
            Note(entry);
            LogRefused(logger, e, entry.Id);
            return null;
        }
    }

    private Customer Replayed(CustomerEntry entry)
    {
        var customer = new Customer(entry.Id);
        var effects = new CustomerEffects();
        var slot = 1UL << entry.Slot;
        foreach (var (position, logged) in core.Store.ReadLog(0))
        {
            if (_ended)
                throw new OperationCanceledException($"The state of customer {entry.Id} is not made anew: the program stops.");
            if (position > entry.StatePosition)
                break;
            if (logged.Transaction is null && (logged.TickSlots & slot) != 0 && entry.No >= logged.TickFrom && entry.No <= logged.TickThrough)
                customer.Tick(EngineClock.At(logged.TickMs), core.Models.Of(position), effects);
            else if (logged.CustomerNo == entry.No && customer.Apply(logged.Transaction!, core.Models.Of(position), effects) != Applied.Accepted)
                throw new InvalidDataException($"The log's transaction at {position} does not follow from those before it.");

            // What followed was committed back then.
            effects.Clear();
        }

        if (customer.TransactionCount == 0)
            throw new InvalidDataException("The log holds no transaction of the customer.");
        // During a recovery the rest of the log is replayed yet, and counts what it leads to.
        if (entry.StatePosition == long.MaxValue && core.Store.ReadInterventionNumbers().TryGetValue(entry.No, out var number))
            customer.SkipInterventionsTo(number);
        return customer;
    }

    private void Note(CustomerEntry entry)
    {
        lock (_lock)
            _damaged[entry.Id] = entry.Refusal is not null;
    }

    [LoggerMessage(EventId = 120, Level = LogLevel.Warning, Message = "The state of customer {CustomerId} could not be read; it was made anew from the log")]
    private static partial void LogRebuilt(ILogger logger, Exception cause, string customerId);

    [LoggerMessage(EventId = 121, Level = LogLevel.Error, Message = "The state of customer {CustomerId} could not be read nor made anew; its transactions become dead letters")]
    private static partial void LogRefused(ILogger logger, Exception cause, string customerId);
}
