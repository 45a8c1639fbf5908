using System.Runtime.CompilerServices;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>Which of 16 buckets of merchants (by hash) were paid on each of the latest 32 local days, one bit each.</summary>
internal struct MerchantDays
{
    public const int Buckets = 16;
    private const int Slots = 32;
    private Masks _masks;

    public readonly ushort this[int day] => _masks[day & (Slots - 1)];

    public void Open(int day) => _masks[day & (Slots - 1)] = 0;

    public void Set(int day, ulong merchantHash) => _masks[day & (Slots - 1)] |= (ushort)(1 << (int)(merchantHash >> 60));

    public void Restore(int day, ushort mask) => _masks[day & (Slots - 1)] = mask;

    [InlineArray(Slots)]
    private struct Masks
    {
        private ushort _first;
    }
}
