using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>A standing order of a life: something that falls due once a month.</summary>
internal struct Bill
{
    public Category Category;
    public string Merchant;

    /// <summary>1 to 31; in a shorter month its last day.</summary>
    public int DueDay;

    /// <summary>Cents per month; for a card what the last statement asked for at least.</summary>
    public long Amount;

    /// <summary>Collected by direct debit, else paid by hand.</summary>
    public bool Automatic;

    /// <summary>Days before the due date on which it is usually paid by hand.</summary>
    public int Lead;

    /// <summary>Standard deviation of the amount's logarithm from month to month.</summary>
    public double Variation;

    /// <summary>Day number of the due date that has no <see cref="Due"/> yet.</summary>
    public int NextDue;

    /// <summary>False where it is cancelled or another bank pays it.</summary>
    public bool Active;

    /// <summary>Instalments that remain; 0 for no end.</summary>
    public int Remaining;

    public readonly bool IsCard => Category == Category.CardPayment;

    /// <summary>The first due date on this bill's day of the month after a day.</summary>
    public readonly int DueAfter(int day)
    {
        var date = DateOnly.FromDayNumber(day);
        var due = Calendar.DayInMonth(date.Year, date.Month, DueDay);
        if (due > day)
            return due;
        var next = date.AddMonths(1);
        return Calendar.DayInMonth(next.Year, next.Month, DueDay);
    }
}
