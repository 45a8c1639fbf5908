using System.Runtime.InteropServices;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>What one measure came to on one local day, in 12 bytes. Days without it have no cell.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly struct DayCell
{
    /// <summary>The count stays at this from there on.</summary>
    public const int LargestCount = (1 << CountBits) - 1;

    private const int CountBits = 21;
    private const int MeasureBits = 5;
    private const int DayMask = 63;

    /// <summary>
    /// <code>
    /// 31      26 25     21 20             0
    /// | day mod 64 | measure |    count    |
    /// </code>
    /// </summary>
    private readonly uint _packed;

    /// <param name="day">Local day number.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="count">Transactions; more than <see cref="LargestCount"/> count as that.</param>
    /// <param name="sum">Ten-thousandths.</param>
    public DayCell(int day, Measure measure, int count, long sum)
    {
        _packed = ((uint)(day & DayMask) << (CountBits + MeasureBits)) | ((uint)measure << CountBits) | (uint)Math.Min(count, LargestCount);
        Sum = sum;
    }

    /// <summary>Ten-thousandths.</summary>
    public long Sum { get; }

    public int Count => (int)(_packed & LargestCount);

    public int MeasureIndex => (int)(_packed >> CountBits) & ((1 << MeasureBits) - 1);

    /// <summary>Days before a day that is at most 63 days later.</summary>
    public int Age(int day) => (day - (int)(_packed >> (CountBits + MeasureBits))) & DayMask;
}
