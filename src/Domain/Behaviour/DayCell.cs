using System.Runtime.InteropServices;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>What one measure came to on one local day. Days without it have no cell.</summary>
/// <param name="Key">day · 64 + measure: sorting by it sorts by day, then by measure.</param>
/// <param name="Count">Transactions.</param>
/// <param name="Sum">Ten-thousandths.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DayCell(int Key, int Count, long Sum)
{
    public int Day => Key >> 6;

    public int MeasureIndex => Key & 63;

    public static int KeyOf(int day, Measure measure) => (day << 6) | (int)measure;
}
