using System.Runtime.InteropServices;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>A regular bill as it was last due, in 8 bytes; its key are its kind and its day of the month.</summary>
/// <param name="Due">The day on which it was last due, as <see cref="Stored"/> has it; 0 for no bill.</param>
/// <param name="Bill">Kind of bill in the upper 3 bits, day of the month in the lower 5.</param>
/// <param name="Marks">See the constants.</param>
/// <param name="Amount">The most that was asked or paid for it then, in currency units.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BillEntry(ushort Due, byte Bill, byte Marks, float Amount)
{
    /// <summary>A direct debit was tried for it.</summary>
    public const byte Debited = 1;

    /// <summary>Its due date was named; else the day of payment stands for it.</summary>
    public const byte Dated = 2;

    /// <summary>A bill on one of the month's last days moves with the length of the month.</summary>
    private const int LastSafeDay = 28;

    /// <summary>Days are kept modulo this, and plus 1, as in <see cref="BillDays"/>.</summary>
    public const int Cycle = ushort.MaxValue;

    public int Kind => Bill >> 5;

    public int DayOfMonth => Bill & 31;

    /// <summary>Tells bills apart.</summary>
    public int Key => (Kind << 5) | Math.Min(DayOfMonth, LastSafeDay);

    public static BillEntry Of(int kind, DateOnly due, int marks, double amount) =>
        new(Stored(due.DayNumber), (byte)((kind << 5) | due.Day), (byte)marks, (float)amount);

    /// <summary>A day number as <see cref="Due"/>.</summary>
    public static ushort Stored(int day) => (ushort)((day % Cycle) + 1);

    /// <summary>One of two transactions for the same bill and due date.</summary>
    public BillEntry With(in BillEntry other) => this with { Marks = (byte)(Marks | other.Marks), Amount = Math.Max(Amount, other.Amount) };
}
