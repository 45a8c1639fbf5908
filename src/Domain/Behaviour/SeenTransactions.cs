using System.Buffers;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// The transactions of the lateness horizon, by a 64-bit hash of their ids, so that a repeated one changes nothing.
/// Each entry is the hash with its low three bits replaced by the local day modulo 8. Up to 32 entries lie in a plain
/// list, more in an open-addressing table (0 marks a free place), so that a look-up takes constant time.
/// </summary>
internal struct SeenTransactions
{
    private const ulong DayBits = 7;
    private const int LongestList = 32;
    private const int Growth = 2;
    private const int LargestOnStack = 256;
    private ulong[] _entries;
    private int _count;

    public SeenTransactions() => _entries = [];

    public readonly int Count => _count;

    public readonly int Capacity => _entries.Length;

    private readonly bool IsList => _entries.Length <= LongestList;

    public readonly bool Contains(ulong hash)
    {
        var entry = Normalize(hash);
        if (IsList)
        {
            for (var i = 0; i < _count; i++)
            {
                if ((_entries[i] & ~DayBits) == entry)
                    return true;
            }

            return false;
        }

        var mask = _entries.Length - 1;
        for (var i = Slot(entry, mask); _entries[i] != 0; i = (i + 1) & mask)
        {
            if ((_entries[i] & ~DayBits) == entry)
                return true;
        }

        return false;
    }

    /// <summary>Adds an id that <see cref="Contains"/> did not find.</summary>
    public void Add(ulong hash, int day) => Insert(Normalize(hash) | ((ulong)day & DayBits));

    /// <summary>Forgets the days before the eight that end with the given one; called when that day becomes the latest.</summary>
    /// <param name="latest">The new latest day.</param>
    /// <param name="former">The former latest day, before <paramref name="latest"/>.</param>
    public void Advance(int latest, int former)
    {
        if (_count == 0)
            return;
        if (IsList)
        {
            _count = Keep(_entries.AsSpan(0, _count), _entries, latest, former);
            return;
        }

        var rented = _entries.Length > LargestOnStack ? ArrayPool<ulong>.Shared.Rent(_entries.Length) : null;
        Span<ulong> kept = rented ?? stackalloc ulong[LargestOnStack];
        kept = kept[..Keep(_entries, kept, latest, former)];
        // The table keeps its size: a busy week tends to come again. A state that is stored and read is compact again.
        Array.Clear(_entries);
        _count = 0;
        foreach (var entry in kept)
            Insert(entry);
        if (rented is not null)
            ArrayPool<ulong>.Shared.Return(rented);
    }

    private static int Keep(ReadOnlySpan<ulong> entries, Span<ulong> kept, int latest, int former)
    {
        var n = 0;
        foreach (var entry in entries)
        {
            if (entry != 0 && DayOf(entry, former) > latest - 8)
                kept[n++] = entry;
        }

        return n;
    }

    /// <summary>The entries in rising order: the same set gives the same array.</summary>
    public readonly ulong[] ToSortedArray()
    {
        var sorted = new ulong[_count];
        var n = 0;
        foreach (var entry in _entries.AsSpan(0, IsList ? _count : _entries.Length))
        {
            if (entry != 0)
                sorted[n++] = entry;
        }

        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Adds an entry of <see cref="ToSortedArray"/>.</summary>
    public void Restore(ulong entry) => Insert(entry);

    /// <summary>The day of an entry, given a day not before it and less than eight days after it.</summary>
    private static int DayOf(ulong entry, int latest) => latest - ((latest - (int)(entry & DayBits)) & 7);

    private static ulong Normalize(ulong hash) => (hash & ~DayBits) == 0 ? 8 : hash & ~DayBits;

    private static int Slot(ulong entry, int mask) => (int)(entry >> 32) & mask;

    private void Insert(ulong entry)
    {
        if (IsList)
        {
            if (_count < _entries.Length)
            {
                _entries[_count++] = entry;
                return;
            }

            if (_entries.Length + Growth <= LongestList)
            {
                Array.Resize(ref _entries, _entries.Length + Growth);
                _entries[_count++] = entry;
                return;
            }

            Rehash(LongestList * 4);
        }
        else if (_count * 4 >= _entries.Length * 3)
        {
            Rehash(_entries.Length * 2);
        }

        Place(entry);
        _count++;
    }

    private void Rehash(int capacity)
    {
        var former = _entries;
        _entries = new ulong[capacity];
        foreach (var entry in former)
        {
            if (entry != 0)
                Place(entry);
        }
    }

    private readonly void Place(ulong entry)
    {
        var mask = _entries.Length - 1;
        var i = Slot(entry & ~DayBits, mask);
        while (_entries[i] != 0)
            i = (i + 1) & mask;
        _entries[i] = entry;
    }
}
