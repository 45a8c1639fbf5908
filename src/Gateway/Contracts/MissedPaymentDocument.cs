namespace PreDelinquency.Gateway.Contracts;

/// <summary>An obligation that was not paid in time. One per customer, obligation and due date: what is sent last replaces what was sent before.</summary>
public sealed record MissedPaymentDocument
{
    public string? CustomerId { get; init; }

    /// <summary>rent, mortgage, loan_payment, card_payment, utility or insurance.</summary>
    public string? Obligation { get; init; }

    /// <summary>When it was due, in the customer's local time.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>The first day on which it counts as missed; after the due date. Scores foretell this day: the shipped model was trained
    /// with the fourth day after the due date, as payments up to three days late are late and not missed.</summary>
    public DateOnly? MissedOn { get; init; }

    /// <summary>What was due: more than 0, with at most four decimal places.</summary>
    public decimal? Amount { get; init; }
}
