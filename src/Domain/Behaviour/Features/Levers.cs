namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>All levers. Each is moved once at most; what they do adds up.</summary>
public static class Levers
{
    private const string Days = "days of usual spending";

    public static readonly Lever SpendLess = new()
    {
        Name = "spend_less",
        Actor = LeverActor.Customer,
        Reason = "The customer decides what to spend on dining, shopping, travel and subscriptions. Only what goes beyond the usual is advised to be left.",
        Unit = Days,
        Least = 1,
        Most = 15,
        Weight = 1,
        Goals = static (_, changed) => SpendingGoals.LessDiscretionary(changed),
    };

    public static readonly Lever DrawLessCash = new()
    {
        Name = "draw_less_cash",
        Actor = LeverActor.Customer,
        Reason = "The customer decides how much cash to draw. Only what goes beyond the usual is advised to be left.",
        Unit = Days,
        Least = 1,
        Most = 15,
        Weight = 1,
        Goals = static (_, changed) => SpendingGoals.LessCash(changed),
    };

    public static readonly Lever StopGambling = new()
    {
        Name = "stop_gambling",
        Actor = LeverActor.Both,
        Reason = "The customer can stop, and a bank can block such payments on request.",
        Unit = Days,
        Least = 0.5,
        Most = 60,
        Weight = 1,
        Goals = SpendingGoals.NoGambling,
    };

    public static readonly Lever NoNewLoan = new()
    {
        Name = "no_new_loan",
        Actor = LeverActor.Both,
        Reason = "The customer can do without another loan, and a bank can help to need none. What is not borrowed is missing on the account.",
        Unit = "loans",
        Least = 1,
        Most = 10,
        Weight = 3,
        Goals = PaymentGoals.NoLoan,
    };

    public static readonly Lever WaiveFees = new()
    {
        Name = "waive_fees",
        Actor = LeverActor.Bank,
        Reason = "A bank can waive fees.",
        Unit = Days,
        Least = 0.5,
        Most = 15,
        Weight = 0.5,
        Goals = PaymentGoals.NoFees,
    };

    public static readonly Lever PayOnTime = new()
    {
        Name = "pay_on_time",
        Actor = LeverActor.Both,
        Reason = "The customer can pay bills by their due date, and a bank can remind, move a due date or agree on a plan.",
        Unit = "bills",
        Least = 1,
        Most = 50,
        Weight = 2,
        Goals = PaymentGoals.OnTime,
    };

    public static readonly Lever NoFailedPayment = new()
    {
        Name = "no_failed_payment",
        Actor = LeverActor.Both,
        Reason = "A bank can collect on another day or agree on a plan, and the customer can have the money ready.",
        Unit = "payments",
        Least = 1,
        Most = 50,
        Weight = 2,
        Goals = PaymentGoals.NoneFails,
    };

    /// <summary>The last: what others leave on the account counts.</summary>
    public static readonly Lever KeepBuffer = new()
    {
        Name = "keep_buffer",
        Actor = LeverActor.Both,
        Reason = "Money that stays in holds the balance up, and a bank can help with a later due date, a plan or an advance on pay.",
        Unit = Days,
        Least = 1,
        Most = 7,
        Weight = 2,
        Goals = BufferGoals.Kept,
    };

    /// <summary>In the order in which they are applied.</summary>
    public static IReadOnlyList<Lever> All { get; } = [SpendLess, DrawLessCash, StopGambling, NoNewLoan, WaiveFees, PayOnTime, NoFailedPayment, KeepBuffer];
}
