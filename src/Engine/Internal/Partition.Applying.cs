using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <content>What is done with a transaction or a profile, the first time and when the log is replayed.</content>
internal sealed partial class Partition
{
    /// <summary>Applies a log entry again; what follows from it was committed with it.</summary>
    public void Replay(CustomerEntry entry, Transaction transaction, ModelBundle model)
    {
        if (entry.Customer is null)
            _directory.Wake([entry]);
        if (entry.Refusal is not null)
            return;
        if (entry.Customer!.Apply(transaction, model, _effects.Raw) != Applied.Accepted)
            throw new InvalidDataException($"The log holds a transaction of customer {entry.No} that its state does not accept.");
        entry.QuietUntilMs = 0;
        Changed(entry);

        // What had to be replayed is written soon, or crash after crash would leave more of it.
        _round.CountEntry();
        Replayed();
    }

    /// <summary>Lets customers of a slot hear a tick again.</summary>
    /// <param name="entries">The customers.</param>
    /// <param name="from">Index of the first that hears.</param>
    /// <param name="to">Index after the last that hears.</param>
    /// <param name="nowMs">The tick's time in Unix milliseconds.</param>
    /// <param name="model">The model that judged back then.</param>
    public void Replay(IReadOnlyList<CustomerEntry> entries, int from, int to, long nowMs, ModelBundle model)
    {
        _sweep.Hear(entries, from, to, nowMs, (entry, now) =>
        {
            entry.Customer!.Tick(now, model, _effects.Raw);
            Changed(entry);
            _round.CountEntry();
            Replayed();
        });
    }

    /// <summary>Makes sure that those whom the replay moved propose nothing under a number that exists.</summary>
    /// <param name="numbers">Per customer, the highest number in the store.</param>
    public void SkipInterventions(IReadOnlyDictionary<int, int> numbers)
    {
        foreach (var entry in _round.Touched)
        {
            if (numbers.TryGetValue(entry.No, out var number))
                entry.Customer?.SkipInterventionsTo(number);
        }
    }

    /// <summary>During a replay: writes everything that changed, as of a position, and lets the surplus sleep.</summary>
    public void WriteBack(long position)
    {
        _round.WriteTouched(_unit, position);
        _core.Committer.CommitStates(_unit, position);
        CheckpointRound.Acknowledge(_unit);
        _unit.Clear();
        _directory.SleepSurplus();
    }

    private void Replayed()
    {
        OnReplayed?.Invoke(_effects.Raw);
        _effects.Raw.Clear();
    }

    private void Apply(TransactionsItem item)
    {
        var from = item.Next;
        var to = Math.Min(item.Count, from + _core.Options.MaxBatch - _unit.Consumed);
        Resolve(item, from, to);
        while (item.Next < to)
        {
            var transaction = item[item.Next];
            var entry = _resolved[item.Next - from] ?? FindOrAdd(transaction.CustomerId);
            if (_sweep.IsPending(entry))
            {
                _sweep.Hear(entry, _unit.Unit.Log, _tick);
                _swept += _core.Options.TickRun;
            }

            item.SetOutcome(item.Next, Apply(transaction, entry));
            item.Next++;
            _unit.Consumed++;
            if (IsCrowded)
                return;
        }
    }

    // Looks everybody up first, so that sleepers are woken in one read.
    private void Resolve(TransactionsItem item, int from, int to)
    {
        if (_resolved.Length < to - from)
            _resolved = new CustomerEntry?[_core.Options.MaxBatch];
        _sleeping.Clear();
        for (var i = from; i < to; i++)
        {
            var entry = _directory.Find(item[i].CustomerId);
            _resolved[i - from] = entry;
            if (entry is { Customer: null })
                _sleeping.Add(entry);
        }

        _directory.Wake(_sleeping);
    }

    private IngestOutcome Apply(Transaction transaction, CustomerEntry entry)
    {
        if (entry.Refusal is { } refusal)
            return Bury(entry, transaction, refusal);
        var customer = entry.Customer!;
        var applied = customer.Apply(transaction, _models.Champion, _effects.Raw);
        entry.Used = true;
        if (applied == Applied.Accepted)
        {
            _unit.Unit.Log.Add(LogEntry.Of(entry.No, transaction));
            _unit.Accepted++;
            entry.QuietUntilMs = 0;
            Changed(entry);
            _effects.Collect(entry, _unit);
            _known.Note(entry, transaction.TransactionId);
            _round.CountEntry();
            return default;
        }

        if (applied == Applied.Duplicate || _known.IsLogged(entry, transaction.TransactionId, [.. _inFlight, _unit]))
        {
            _unit.Duplicates++;
            return new IngestOutcome(Applied.Duplicate, null);
        }

        return Bury(entry, transaction, LateTransaction.Error(transaction, customer.LatestEvent));
    }

    // Once, however often it is sent again.
    private IngestOutcome Bury(CustomerEntry entry, Transaction transaction, string error)
    {
        if (_known.TryBury(entry, transaction.TransactionId, [.. _inFlight, _unit]))
        {
            var letter = LateTransaction.Letter(transaction, error, _core.Clock.Time.GetUtcNow());
            _unit.Unit.DeadLetters.Add(new DeadLetterEntry(letter, entry.No, transaction.TransactionId));
        }

        return new IngestOutcome(Applied.TooLate, error);
    }

    private void Note(MissedPaymentsItem item)
    {
        foreach (var payment in item.Payments)
        {
            if (_directory.Find(payment.CustomerId) is { } entry)
                _unit.Unit.MissedPayments.Add(new MissedPaymentEntry(entry.No, payment));
            else
                item.Refuse(payment);
        }

        _unit.Consumed += item.Payments.Count;
    }

    private void Put(ProfileItem item)
    {
        var entry = FindOrAdd(item.CustomerId);
        if (entry.Customer is null)
            _directory.Wake([entry]);
        entry.Customer?.Profile = item.Profile;
        _unit.Unit.Profiles.Add(new ProfileEntry(entry.No, item.Profile));

        // Awake until the profile is committed: whoever wakes the customer later must find it in the store.
        entry.PendingWrites++;
        _unit.Written.Add(entry);
        _unit.Consumed++;
    }

    private CustomerEntry FindOrAdd(string customerId)
    {
        if (_directory.Find(customerId) is { } known)
            return known;
        var entry = _directory.Add(customerId, _core.NextCustomerNo());
        _unit.Unit.NewCustomers.Add(new NewCustomer(entry.No, customerId));
        _round.Touch(entry);
        return entry;
    }
}
