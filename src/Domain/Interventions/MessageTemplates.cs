namespace PreDelinquency.Domain.Interventions;

/// <summary>
/// Drafts of texts, one per channel and driver, in English; what customers get is for whoever contacts them to say. Each makes a concrete offer, threatens nothing, and names no score.
/// An SMS stays within 160 characters with a name of up to 20; the text for a call is what the caller opens with.
/// </summary>
public static class MessageTemplates
{
    /// <summary>The text of an intervention. It names nobody: interventions are kept for good, and a name must be forgettable.</summary>
    /// <param name="channel">How it would be sent.</param>
    /// <param name="driver">What it speaks to.</param>
    public static string Draft(ContactChannel channel, Driver driver) => Of(channel, driver).Replace("{name}", "there", StringComparison.Ordinal);

    /// <summary>The text with its placeholder <c>{name}</c>, in place of which earlier versions put the customer's.</summary>
    public static string Of(ContactChannel channel, Driver driver) => channel switch
    {
        ContactChannel.Sms => Sms(driver),
        ContactChannel.Email => Email(driver),
        _ => Call(driver),
    };

    private static string Sms(Driver driver) => "Hi {name}, " + driver switch
    {
        Driver.IncomeLate => "if pay is late this month we can move your due date at no cost. Reply DATE and we will call you.",
        Driver.IncomeDrop => "if less is coming in, we can lower your payments for a while. Reply PLAN and we will call you.",
        Driver.LowBalance => "if money is tight before a bill, we can move its date or waive a fee. Reply DATE to arrange it.",
        Driver.Overspending => "would a free budget check help you plan this month? Reply BUDGET and we will set one up.",
        Driver.PaymentsSlipping => "we can set due dates that suit your payday, or split a bill, without fees. Reply DATE.",
        Driver.PaymentsFailed => "a payment did not go through as planned. We can split it, without fees. Reply SPLIT.",
        Driver.CashStrain => "if this month is tight, we can move a due date at no cost. Reply DATE and we will call you.",
        Driver.ManyDebts => "juggling several payments? One lower payment may be possible. Reply TALK for a free chat.",
        Driver.Gambling => "if you would like to talk in confidence, our support team is here, free. Reply TALK.",
        _ => "we saw activity unlike your usual. If it was not you, or you need a hand, reply HELP.",
    } + " STOP to opt out.";

    private static string Email(Driver driver) => "Hello {name},\n\n" + driver switch
    {
        Driver.IncomeLate => "Sometimes pay arrives later than planned. If a bill falls due before it does, we can move the date for you, free of charge.",
        Driver.IncomeDrop => "If less is coming in at the moment, we can look at lower payments for a few months. It takes ten minutes and commits you to nothing.",
        Driver.LowBalance => "Some months are tighter than others. If it helps, we can move a due date to just after your payday, or waive a fee.",
        Driver.Overspending => "Our free budget tool shows where the month went and what is left for bills. If you like, one of our advisers goes through it with you.",
        Driver.PaymentsSlipping => "We can set the due dates of your bills so that they suit your payday, or split a payment, free of charge.",
        Driver.PaymentsFailed => "A payment did not go through as planned. We can try it on another day that suits you, or split it, free of charge.",
        Driver.CashStrain => "If this month is tighter than usual, we can move a due date or split a payment, free of charge.",
        Driver.ManyDebts => "If you are juggling several payments, a free talk with an adviser may turn them into one lower monthly amount.",
        Driver.Gambling => "If you would like to talk to somebody in confidence about spending that feels out of hand, our specialist team is there for you, free of charge. You can also set limits on your card in the app.",
        _ => "Your account looks a little different from usual. If everything is as you meant it, there is nothing to do. If not, or if you would like help, we are here.",
    } + "\n\nJust reply to this message, or call us when it suits you.\n\nYour bank\n\nYou can opt out of these messages by replying STOP.";

    private static string Call(Driver driver) => "Hello {name}, this is your bank. There is nothing wrong; we would like to help before a bill becomes a worry. " + driver switch
    {
        Driver.IncomeLate => "Has your pay been held up? We can move your next due date, free of charge, until it arrives.",
        Driver.IncomeDrop => "If your income has changed, we can agree on lower payments for some months, so that you can find your feet.",
        Driver.LowBalance => "Would it help to move the next due date, or to pause a payment for a month?",
        Driver.Overspending => "Would you like to plan the coming weeks with one of our advisers, free of charge?",
        Driver.PaymentsSlipping => "Would other due dates suit your payday better? We can move them, or split a payment, without fees.",
        Driver.PaymentsFailed => "Some payments did not go through. Shall we find dates and amounts that work for you, without fees?",
        Driver.CashStrain => "If things are tight, we can pause or split a payment, free of charge.",
        Driver.ManyDebts => "You may be carrying several payments at once. May we look together at one plan with a lower monthly amount?",
        Driver.Gambling => "We have a specialist team that you can talk to in confidence, free of charge, and we can set limits on your account at your wish.",
        _ => "We saw activity unlike your usual and want to be sure that all is well. Is there anything that we can do for you?",
    } + " Nothing is decided without you.";
}
