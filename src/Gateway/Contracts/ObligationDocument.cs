namespace PreDelinquency.Gateway.Contracts;

/// <summary>A known monthly bill.</summary>
public sealed record ObligationDocument
{
    /// <summary>rent, mortgage, loan_payment, card_payment, utility or insurance.</summary>
    public string? Category { get; init; }

    /// <summary>Day of the month, 1 to 31; in a shorter month its last day.</summary>
    public int? DueDay { get; init; }

    /// <summary>More than 0, with at most four decimal places.</summary>
    public decimal? Amount { get; init; }
}
