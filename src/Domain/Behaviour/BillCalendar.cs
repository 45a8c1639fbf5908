using System.Runtime.CompilerServices;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Behaviour;

/// <summary>
/// The regular bills that were due latest, each once: what was due on a day of the month falls due on it again. A bill is
/// told by its kind and its day of the month, and known by its latest due date alone, so that neither the order of arrival nor
/// a bill that made room for others leaves a trace. Sorted by due date and key.
/// </summary>
internal struct BillCalendar
{
    public const int Capacity = 8;

    /// <summary>Days after its latest due date for which a bill is expected again: of those who fall behind nothing may be seen for months.</summary>
    public const int ExpectedFor = 100;

    /// <summary>The same where no due date was named: a bill that is paid on changing days would stand here several times.</summary>
    public const int ExpectedForUndated = 40;

    private Entries _entries;
    private byte _count;

    public readonly int Count => _count;

    public readonly BillEntry this[int index] => _entries[index];

    /// <summary>Takes in a debit for a bill, completed, failed or returned.</summary>
    /// <param name="kind">Index in <see cref="Measures.Obligations"/>.</param>
    /// <param name="transaction">The debit.</param>
    /// <param name="day">Its local day.</param>
    /// <param name="latestDay">Not before <paramref name="day"/>.</param>
    public void Add(int kind, Transaction transaction, int day, int latestDay)
    {
        var due = transaction.DueDate ?? DateOnly.FromDayNumber(day);
        if (due.DayNumber < day - Measures.LatestDelay || due.DayNumber > day - Measures.EarliestDelay)
            return;
        var marks = (transaction.Channel == Channel.DirectDebit ? BillEntry.Debited : 0) | (transaction.DueDate is null ? 0 : BillEntry.Dated);
        Add(BillEntry.Of(kind, due, marks, transaction.Amount.ToDouble()), latestDay);
    }

    public void Add(BillEntry bill, int latestDay)
    {
        for (var i = 0; i < _count; i++)
        {
            ref var known = ref _entries[i];
            if (known.Key != bill.Key)
                continue;
            var later = Age(known.Due, latestDay) - Age(bill.Due, latestDay);
            if (later == 0)
                known = known.With(bill);
            if (later <= 0)
                return;
            Remove(i);
            break;
        }

        if (_count == Capacity)
        {
            if (!IsBefore(_entries[0], bill, latestDay))
                return;
            Remove(0);
        }

        var place = (int)_count++;
        for (; place > 0 && IsBefore(bill, _entries[place - 1], latestDay); place--)
            _entries[place] = _entries[place - 1];
        _entries[place] = bill;
    }

    /// <summary>The bills expected to fall due on days that would make them missed within the label window.</summary>
    public readonly BillsAhead Ahead(int asOfDay, int latestDay)
    {
        var window = new DueWindow(asOfDay);
        var (byHand, byDebit, sum, largest) = (0, 0, 0.0, 0.0);
        for (var i = 0; i < _count; i++)
        {
            var bill = _entries[i];
            var age = asOfDay - DueOf(bill.Due, latestDay);
            if (age > ((bill.Marks & BillEntry.Dated) != 0 ? ExpectedFor : ExpectedForUndated) || age <= -DueWindow.FirstDayAhead || !window.Contains(bill.DayOfMonth))
                continue;
            if ((bill.Marks & BillEntry.Debited) != 0)
                byDebit++;
            else
                byHand++;
            sum += bill.Amount;
            largest = Math.Max(largest, bill.Amount);
        }

        return new BillsAhead(byHand, byDebit, sum, largest);
    }

    /// <summary>A stored day as a day number.</summary>
    public static int DueOf(ushort stored, int latestDay) => latestDay - Age(stored, latestDay);

    /// <summary>Days from a due date to the latest day; negative where it lies ahead, by at most as much as bills are paid early.</summary>
    private static int Age(ushort stored, int latestDay)
    {
        var horizon = BillEntry.Stored(latestDay - Measures.EarliestDelay);
        return (horizon >= stored ? horizon - stored : horizon - stored + BillEntry.Cycle) + Measures.EarliestDelay;
    }

    private static bool IsBefore(in BillEntry one, in BillEntry other, int latestDay)
    {
        var later = Age(one.Due, latestDay) - Age(other.Due, latestDay);
        return later > 0 || (later == 0 && one.Key < other.Key);
    }

    private void Remove(int index)
    {
        _count--;
        for (var i = index; i < _count; i++)
            _entries[i] = _entries[i + 1];
        _entries[_count] = default;
    }

    [InlineArray(Capacity)]
    private struct Entries
    {
        private BillEntry _first;
    }
}
