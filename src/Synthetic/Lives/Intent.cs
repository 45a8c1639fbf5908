namespace PreDelinquency.Synthetic.Lives;

/// <summary>Something that is going to happen today.</summary>
/// <param name="Second">Local second of the day, 0 to 85,500.</param>
/// <param name="Kind">What.</param>
/// <param name="Index">Index of the income, due, bill or kind of spending.</param>
/// <param name="Amount">Cents, where they are settled already.</param>
internal readonly record struct Intent(int Second, IntentKind Kind, int Index, long Amount);
