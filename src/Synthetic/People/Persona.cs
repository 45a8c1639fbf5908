using PreDelinquency.Domain.Profiles;

namespace PreDelinquency.Synthetic.People;

/// <summary>What does not change about a simulated person: circumstances and temperament. Shared by all copies of a life.</summary>
internal sealed record Persona
{
    public required string CustomerId { get; init; }

    public required CustomerProfile Profile { get; init; }

    public required Place Place { get; init; }

    /// <summary>Prefix of transaction ids.</summary>
    public required string IdPrefix { get; init; }

    /// <summary>Own net income in cents per month.</summary>
    public required long OwnIncome { get; init; }

    /// <summary>A partner's net income on this account in cents per month; 0 without.</summary>
    public required long PartnerIncome { get; init; }

    public long Income => OwnIncome + PartnerIncome;

    public required PayRule PayRule { get; init; }

    public required bool Employed { get; init; }

    public required bool Retired { get; init; }

    public required bool Young { get; init; }

    public required bool Owner { get; init; }

    public required bool Children { get; init; }

    public required SecondBank SecondBank { get; init; }

    /// <summary>How far ahead the person looks, 0 to 1: checks the balance, keeps money back for bills.</summary>
    public required double Prudence { get; init; }

    /// <summary>Chance that a bill that needs a hand is forgotten.</summary>
    public required double Forgetfulness { get; init; }

    /// <summary>How much of the discretionary spending goes when money is short, 0 to 1.</summary>
    public required double CutBack { get; init; }

    /// <summary>Slack, in monthly incomes, below which the person starts to worry.</summary>
    public required double Comfort { get; init; }

    /// <summary>How much likelier trouble is than for the average customer.</summary>
    public required double Frailty { get; init; }

    /// <summary>Share of everyday spending that goes on a credit card, 0 to 1.</summary>
    public required double CardShare { get; init; }

    /// <summary>Whether the card is paid in full in good times.</summary>
    public required bool PaysCardInFull { get; init; }

    public required bool TakesPaydayLoans { get; init; }

    public required bool HasFamilyHelp { get; init; }

    public required bool HoardsCash { get; init; }

    /// <summary>How often the day's spending falls into the night, 0 to 1.</summary>
    public required double NightOwl { get; init; }

    public required bool Gambles { get; init; }

    /// <summary>Savings that the person aims at, in monthly incomes.</summary>
    public required double SavingsGoal { get; init; }

    public required bool GetsBonus { get; init; }

    /// <summary>Cents per month by <see cref="SpendKind"/>.</summary>
    public required long[] Budgets { get; init; }

    /// <summary>Chooses the favourites among the merchants.</summary>
    public required uint Taste { get; init; }

    /// <summary>Rounds cents to whole banknotes, upwards.</summary>
    public long Notes(long cents)
    {
        var note = Place.Note * 100L;
        return Math.Max(note, (cents + note - 1) / note * note);
    }

    /// <summary>Cents of this currency that buy what one unit of the reference currency buys.</summary>
    public long Units(double units) => (long)(units * Place.Scale * 100);
}
