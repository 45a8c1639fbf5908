using PreDelinquency.Domain.State;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Behaviour;

/// <content>The stored form. Equal sets of transactions give equal bytes.</content>
public sealed partial class RollingBehaviour
{
    private const int MostOffsetMinutes = 14 * 60;
    private const long MsPerDay = 86_400_000;

    /// <summary>No state has a later day: those that follow it are days too.</summary>
    private static readonly int LastDay = DateOnly.MaxValue.DayNumber - 400;
    private static readonly int DayOf1970 = new DateOnly(1970, 1, 1).DayNumber;

    internal void Write(StateWriter output)
    {
        output.Int64(TransactionCount);
        output.Int32(FirstDay);
        output.Int32(LatestDay);
        output.Int64(_latestMs);
        output.UInt64(_latestHash);
        output.Int32(_latestOffsetMinutes);
        output.Single(_carriedBalance);

        output.Int32(_cells.Span.Length);
        foreach (ref readonly var cell in _cells.Span)
        {
            output.Int32(LatestDay - cell.Age(LatestDay));
            output.Byte((byte)cell.MeasureIndex);
            output.Int32(cell.Count);
            output.Int64(cell.Sum);
        }

        var seen = _seen.ToSortedArray();
        output.Int32(seen.Length);
        foreach (var entry in seen)
            output.UInt64(entry);

        output.Int32(_incomes.Count);
        for (var i = 0; i < _incomes.Count; i++)
        {
            output.Int32(_incomes[i].Day);
            output.Byte((byte)_incomes[i].Category);
            output.Int64(_incomes[i].Amount);
        }

        for (var i = 0; i < BillDays.Kinds * BillDays.DaysPerKind; i++)
            output.Int32(_bills.DayOf(i / BillDays.DaysPerKind, i % BillDays.DaysPerKind, LatestDay));
        for (var d = LatestDay - RecentDays + 1; d <= LatestDay; d++)
        {
            output.Single(_balances.Last(d));
            output.Single(_balances.Lowest(d));
            output.UInt16(_merchants[d]);
        }

        for (var d = LatestDay - LatenessDays; d <= LatestDay; d++)
            output.UInt32(_balances.LastAt(d));
        for (var i = 0; i < Baseline.Length; i++)
            output.Double(_baseline[i]);
        WriteOutlook(output);
    }

    private void WriteOutlook(StateWriter output)
    {
        output.Byte((byte)_calendar.Count);
        for (var i = 0; i < _calendar.Count; i++)
        {
            var bill = _calendar[i];
            output.Int32(BillCalendar.DueOf(bill.Due, LatestDay));
            output.Byte(bill.Bill);
            output.Byte(bill.Marks);
            output.Single(bill.Amount);
        }

        output.UInt16(_payments.Paid);
        output.UInt16(_payments.Late);
        output.UInt16(_payments.LateByHand);
        output.Int64(_savings.Folded);
        output.Int32(_savingsDrawnDay);
        output.Single(_lowestBalance);
    }

    /// <param name="input">Where the behaviour begins.</param>
    /// <param name="version">Of the stored form.</param>
    internal static RollingBehaviour Read(ref StateReader input, byte version)
    {
        var behaviour = new RollingBehaviour
        {
            TransactionCount = input.Int64(),
            FirstDay = input.Int32(),
            LatestDay = input.Int32(),
            _latestMs = input.Int64(),
            _latestHash = input.UInt64(),
            _latestOffsetMinutes = Offset(input.Int32()),
            _carriedBalance = input.Single(),
        };
        behaviour.CheckDays();

        var cells = input.Count(17);
        for (var i = 0; i < cells; i++)
        {
            var (day, measure, count, sum) = (input.Int32(), input.Byte(), input.Int32(), input.Int64());
            if (measure >= Measures.Count || day > behaviour.LatestDay || day <= behaviour.LatestDay - RecentDays || count is < 1 or > DayCell.LargestCount)
                throw new InvalidDataException($"The customer state is damaged: it counts measure {measure} {count} times on day {day}.");
            behaviour._cells.Add(day, (Measure)measure, count, sum, behaviour.LatestDay);
        }

        var seen = input.Count(8);
        for (var i = 0; i < seen; i++)
            behaviour._seen.Restore(input.UInt64());

        var incomes = input.Count(13);
        for (var i = 0; i < incomes; i++)
        {
            var income = new IncomeDay(input.Int32(), (Category)input.Byte(), input.Int64());
            if (!income.Category.IsIncome())
                throw new InvalidDataException($"The customer state is damaged: category {(int)income.Category} is no income.");
            behaviour.CheckPast("an income", income.Day);
            behaviour._incomes.Add(income);
        }

        for (var i = 0; i < BillDays.Kinds * BillDays.DaysPerKind; i++)
        {
            if (input.Int32() is var day && day == 0)
                continue;
            behaviour.CheckPast("a bill", day);
            behaviour._bills.Add(i / BillDays.DaysPerKind, day, behaviour.LatestDay);
        }

        for (var d = behaviour.LatestDay - RecentDays + 1; d <= behaviour.LatestDay; d++)
        {
            behaviour._balances.Restore(d, input.Single(), input.Single());
            behaviour._merchants.Restore(d, input.UInt16());
        }

        for (var d = behaviour.LatestDay - LatenessDays; d <= behaviour.LatestDay; d++)
            behaviour._balances.RestoreMoment(d, version == 1 ? behaviour.MomentOfVersion1(d, input.UInt64()) : input.UInt32());
        for (var i = 0; i < Baseline.Length; i++)
            behaviour._baseline.Restore(i, input.Double());
        if (version >= 3)
            behaviour.ReadOutlook(ref input);
        else
            behaviour.DeriveOutlook();
        return behaviour;
    }

    private void ReadOutlook(ref StateReader input)
    {
        for (var left = input.Byte(); left > 0; left--)
        {
            var (due, bill) = (input.Int32(), new BillEntry(0, input.Byte(), input.Byte(), input.Single()));
            if (bill.Kind >= BillDays.Kinds || bill.DayOfMonth == 0 || due > LatestDay - Measures.EarliestDelay || due < 1)
                throw new InvalidDataException($"The customer state is damaged: it holds a bill of kind {bill.Kind} due on day {due}.");
            _calendar.Add(bill with { Due = BillEntry.Stored(due) }, LatestDay);
        }

        _payments = new PaymentRecord(input.UInt16(), input.UInt16(), input.UInt16());
        _savings.Restore(input.Int64(), _cells.Span);
        _savingsDrawnDay = input.Int32();
        if (_savingsDrawnDay != 0)
            CheckPast("savings that were drawn", _savingsDrawnDay);
        _lowestBalance = input.Single();
    }

    private static short Offset(int minutes) => Math.Abs((long)minutes) <= MostOffsetMinutes
        ? (short)minutes
        : throw new InvalidDataException($"The customer state is damaged: no place is {minutes} minutes from UTC, but at most {MostOffsetMinutes}.");

    // The local days of the two events that are the latest by day and by instant differ by what their offsets do, which is 28 hours at most.
    private void CheckDays()
    {
        if (TransactionCount == 0 && FirstDay == 0 && LatestDay == 0)
            return;
        if (TransactionCount <= 0 || FirstDay < 1 || FirstDay > LatestDay || LatestDay > LastDay)
            throw new InvalidDataException($"The customer state is damaged: it counts {TransactionCount} transactions from day {FirstDay} to day {LatestDay}.");
        var latest = (_latestMs / MsPerDay) + DayOf1970;
        if (Math.Abs(latest - LatestDay) > 3)
            throw new InvalidDataException($"The customer state is damaged: its latest event is at {_latestMs} ms since 1970, and its latest day is {LatestDay}.");
    }

    private void CheckPast(string what, int day)
    {
        if (day < 1 || day > LatestDay)
            throw new InvalidDataException($"The customer state is damaged: it holds {what} of day {day}, and its days end with {LatestDay}.");
    }

    // Before version 3 none of it was kept. What the recent days tell is taken from them, the rest is known as time goes on.
    private void DeriveOutlook()
    {
        _savings.Restore(0, _cells.Span);
        foreach (var cell in _cells.Span)
        {
            var (day, measure) = (LatestDay - cell.Age(LatestDay), (Measure)cell.MeasureIndex);
            if (measure == Measure.SavingsDrawn)
                _savingsDrawnDay = day;
            if (Measures.Obligations.IndexOf(measure) is >= 0 and var kind)
                _calendar.Add(BillEntry.Of(kind, DateOnly.FromDayNumber(day), BillEntry.Debited, cell.Sum * Unit), LatestDay);
        }

        for (var d = LatestDay - RecentDays + 1; d <= LatestDay; d++)
        {
            if (!float.IsNaN(_balances.Lowest(d)))
                _lowestBalance = Math.Min(_lowestBalance, _balances.Lowest(d));
        }
    }

    // Version 1 kept the local time of day above 36 bits of the id's hash.
    private uint MomentOfVersion1(int day, ulong moment)
    {
        if (moment == 0)
            return 0;
        var local = DateOnly.FromDayNumber(day).ToDateTime(TimeOnly.MinValue).AddMilliseconds(moment >> 36);
        return BalanceDays.Within(day, new DateTimeOffset(local, LatestOffset).ToUnixTimeMilliseconds());
    }
}
