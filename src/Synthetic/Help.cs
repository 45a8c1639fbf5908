namespace PreDelinquency.Synthetic;

/// <summary>What a bank can do for a customer ahead of trouble, and what it changes in a simulated life.</summary>
public enum Help : byte
{
    /// <summary>A friendly word: for 30 days bills are seldom forgotten, and put off half as often.</summary>
    Reminder,

    /// <summary>Claims that fall due in the next 30 days wait for the next income where it comes later, 21 days at most.</summary>
    DueDateMoved,

    /// <summary>For 60 days the bank asks for half of each instalment, and for half of a card's minimum.</summary>
    PaymentsLowered,
}
