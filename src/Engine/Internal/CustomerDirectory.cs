using System.Security.Cryptography;
using PreDelinquency.Domain;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>The customers of one worker: who there is, who is awake, and their totals. Used by that worker's thread alone.</summary>
internal sealed class CustomerDirectory(IStore store, StateRepair repair, int maxActive, Action<CustomerEntry> rebuilt)
{
    private readonly Dictionary<string, CustomerEntry> _byId = [];
    private readonly List<CustomerEntry>?[] _bySlot = new List<CustomerEntry>?[Slots.Count];
    private readonly List<CustomerEntry> _clock = [];
    private readonly Queue<CustomerEntry> _brief = [];
    private long _active;
    private RiskSums _sums;
    private int _hand;

    public int Count => _clock.Count;

    public IReadOnlyList<CustomerEntry> All => _clock;

    /// <summary>Whether more are awake than allowed.</summary>
    public bool IsOverfull => _active > maxActive;

    public IReadOnlyList<CustomerEntry> InSlot(int slot) => _bySlot[slot] is { } entries ? entries : [];

    public CustomerEntry? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Adds a customer that was never seen; awake.</summary>
    public CustomerEntry Add(string id, int no)
    {
        var entry = AddAsleep(new CustomerRecord(no, id, 0, default));
        Awaken(entry, new Customer(id));
        return entry;
    }

    /// <summary>Adds a customer that the store knows; asleep.</summary>
    public CustomerEntry AddAsleep(CustomerRecord record)
    {
        var slot = Slots.Of(record.Id);
        var inSlot = _bySlot[slot] ??= [];
        var entry = new CustomerEntry(record.Id, record.No, slot, inSlot.Count) { Summary = record.Summary };
        _byId.Add(record.Id, entry);
        inSlot.Add(entry);
        _clock.Add(entry);
        _sums += RiskSums.Of(record.Summary);
        return entry;
    }

    /// <summary>Wakes those of the entries that sleep, from the store, in one read; whoever is refused sleeps on.</summary>
    public void Wake(IReadOnlyList<CustomerEntry> sleeping)
    {
        if (sleeping.Count == 0)
            return;
        var stored = store.ReadStored([.. sleeping.Select(e => e.No)]);
        for (var i = 0; i < sleeping.Count; i++)
        {
            // The same entry may be in the list twice.
            if (sleeping[i].Customer is not null || sleeping[i].Refusal is not null)
                continue;
            if (stored[i].State is { } state)
                sleeping[i].StateHash = Hash(state);
            Wake(sleeping[i], stored[i]);
        }
    }

    /// <summary>Wakes sleepers that are soon done with: the first to sleep again.</summary>
    public void WakeBriefly(IReadOnlyList<CustomerEntry> sleeping)
    {
        Wake(sleeping);
        foreach (var entry in sleeping)
        {
            entry.Used = false;
            _brief.Enqueue(entry);
        }
    }

    /// <summary>The customers; those asleep are read anew, in one read, and sleep on, unless their state is damaged; null for each that is refused.</summary>
    public IReadOnlyList<Customer?> Peek(IReadOnlyList<CustomerEntry> entries)
    {
        List<CustomerEntry> sleeping = [.. entries.Where(e => e.Customer is null && e.Refusal is null).Distinct()];
        var stored = sleeping.Count == 0 ? [] : store.ReadStored([.. sleeping.Select(e => e.No)]);
        var opened = new Dictionary<CustomerEntry, Customer>();
        for (var i = 0; i < sleeping.Count; i++)
        {
            try
            {
                opened.Add(sleeping[i], Open(sleeping[i], stored[i]));
            }
            catch (InvalidDataException)
            {
                Wake(sleeping[i], stored[i]);
            }
        }

        return [.. entries.Select(e => opened.GetValueOrDefault(e) ?? e.Customer)];
    }

    /// <summary>Brings the totals up to date with a customer that changed.</summary>
    public void Update(CustomerEntry entry)
    {
        var score = entry.Customer!.Score;
        var summary = new StateSummary(score.Probability, score.Level, score.Maturity, entry.Customer.LatestEvent);
        _sums = _sums - RiskSums.Of(entry.Summary) + RiskSums.Of(summary);
        entry.Summary = summary;
    }

    /// <summary>Whether the state differs from the one last written or read; the caller writes it then.</summary>
    public static bool Rehash(CustomerEntry entry, ReadOnlySpan<byte> state)
    {
        var hash = Hash(state);
        if (hash == entry.StateHash)
            return false;
        entry.StateHash = hash;
        return true;
    }

    /// <summary>
    /// Puts customers to sleep until no more than allowed are awake, as far as they are clean: those woken briefly, then the
    /// least recently used.
    /// </summary>
    public void SleepSurplus()
    {
        while (IsOverfull && _brief.TryPeek(out var brief))
        {
            var isBusy = brief.Customer is null || brief.Used;
            if (!isBusy && !brief.IsClean)
                return;
            _brief.Dequeue();
            if (!isBusy)
                Sleep(brief);
        }

        for (var seen = 0; IsOverfull && seen < 2 * _clock.Count; seen++)
        {
            _hand = (_hand + 1) % _clock.Count;
            var entry = _clock[_hand];
            if (entry.Customer is null || !entry.IsClean)
                continue;
            if (entry.Used)
            {
                entry.Used = false;
                continue;
            }

            Sleep(entry);
        }
    }

    public PartitionSnapshot Snapshot() => new(_sums, _active);

    private static Customer Open(CustomerEntry entry, StoredCustomer stored)
    {
        var customer = stored.State is { } state ? Customer.Read(entry.Id, state) : new Customer(entry.Id);
        customer.Profile = stored.Profile;
        return customer;
    }

    private void Wake(CustomerEntry entry, StoredCustomer stored)
    {
        try
        {
            Awaken(entry, Open(entry, stored));
        }
        catch (InvalidDataException e)
        {
            if (repair.Rebuild(entry, e) is not { } customer)
                return;
            customer.Profile = stored.Profile;
            Awaken(entry, customer);

            // Equal to what was written last, and yet not what is stored.
            entry.StateHash = default;
            Update(entry);
            rebuilt(entry);
        }
    }

    // Cryptographic, so that no two states of a customer are ever taken for the same one.
    private static UInt128 Hash(ReadOnlySpan<byte> state)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(state, hash);
        return BitConverter.ToUInt128(hash);
    }

    private void Sleep(CustomerEntry entry)
    {
        entry.Customer = null;
        _active--;
    }

    private void Awaken(CustomerEntry entry, Customer customer)
    {
        entry.Customer = customer;
        entry.Used = true;
        _active++;
    }
}
