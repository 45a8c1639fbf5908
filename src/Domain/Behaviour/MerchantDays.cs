using System.Numerics;
using System.Runtime.CompilerServices;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// Which of 16 buckets of merchants (by hash) were paid on each of the latest 32 local days, one bit each, and on how many
/// of the latest 30 each was.
/// </summary>
internal struct MerchantDays
{
    public const int Buckets = 16;
    private const int Slots = 32;
    private Masks _masks;
    private Visits _visits;

    public readonly ushort this[int day] => _masks[day & (Slots - 1)];

    /// <summary>Days with a visit among the latest 30, for a bucket.</summary>
    public readonly byte VisitsOf(int bucket) => _visits[bucket];

    /// <summary>Makes a day one of the latest.</summary>
    public void Open(int day) => _masks[day & (Slots - 1)] = 0;

    /// <summary>A day is no longer among the latest 30; returns its mask.</summary>
    public ushort Close(int day)
    {
        var mask = this[day];
        for (var bits = (uint)mask; bits != 0; bits &= bits - 1)
            _visits[BitOperations.TrailingZeroCount(bits)]--;
        return mask;
    }

    public void Set(int day, ulong merchantHash)
    {
        var bucket = (int)(merchantHash >> 60);
        ref var mask = ref _masks[day & (Slots - 1)];
        if ((mask >> bucket & 1) != 0)
            return;
        mask |= (ushort)(1 << bucket);
        _visits[bucket]++;
    }

    public void Restore(int day, ushort mask)
    {
        _masks[day & (Slots - 1)] = mask;
        for (var bits = (uint)mask; bits != 0; bits &= bits - 1)
            _visits[BitOperations.TrailingZeroCount(bits)]++;
    }

    [InlineArray(Slots)]
    private struct Masks
    {
        private ushort _first;
    }

    [InlineArray(Buckets)]
    private struct Visits
    {
        private byte _first;
    }
}
