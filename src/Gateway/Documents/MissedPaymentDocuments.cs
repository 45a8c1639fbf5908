using System.Globalization;
using System.Text.Json;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Missed payments from their wire form.</summary>
internal static class MissedPaymentDocuments
{
    private const string DueDate = "due_date";
    private const string MissedOn = "missed_on";

    /// <summary>Days after the present that a missed payment may lie, as a transaction may.</summary>
    private const int MostDaysAhead = 2;

    /// <param name="item">What was sent.</param>
    /// <param name="present">The present.</param>
    /// <param name="payment">What it says.</param>
    /// <returns>The first rule that is broken, or null with the missed payment.</returns>
    public static string? TryRead(JsonElement item, DateTimeOffset present, out MissedPayment payment)
    {
        payment = null!;
        var (document, problem) = RequestBody.ReadItem(item, GatewayJsonContext.Default.MissedPaymentDocument);
        if (problem is null)
            return document.TryRead(present, out payment);
        return problem.Field is DueDate or MissedOn ? $"{problem.Field} must be a day like 2026-03-01" : $"{problem.Field} {problem.Rule}";
    }

    /// <param name="document">What was sent.</param>
    /// <param name="present">The present: one wrong day in the future would say that all before it is known.</param>
    /// <param name="payment">What it says.</param>
    /// <returns>The first rule that is broken, or null with the missed payment.</returns>
    private static string? TryRead(this MissedPaymentDocument? document, DateTimeOffset present, out MissedPayment payment)
    {
        payment = null!;
        if (document is null)
            return "must be an object";
        if (!TransactionRules.IsCustomerId(document.CustomerId))
        {
            var problem = Query.CustomerIdProblem("customer_id");
            return $"{problem.Field} {problem.Rule}";
        }

        if (!WireNames<Category>.TryParse(document.Obligation.AsSpan(), out var obligation) || !obligation.IsObligation())
            return "obligation must be one of rent, mortgage, loan_payment, card_payment, utility, insurance";
        if (document.DueDate is not { } due)
            return "due_date is required, like 2026-03-01";
        if (document.MissedOn is not { } missedOn)
            return "missed_on is required, a day after due_date";
        if (missedOn <= due)
            return "missed_on must be a day after due_date";
        if (due < DateOnly.FromDateTime(TransactionRules.Earliest.DateTime))
            return "due_date must not be before 1990";
        if (missedOn > DateOnly.FromDateTime(present.UtcDateTime.AddDays(MostDaysAhead)))
            return string.Create(CultureInfo.InvariantCulture, $"missed_on must not be more than {MostDaysAhead} days after the present, {present:yyyy-MM-dd}");
        if (document.Amount is not { } amount)
            return "amount is required";
        if (!Money.TryFromDecimal(amount, out var money) || money.TenThousandths <= 0)
            return $"amount must be more than 0, with at most {Money.DecimalPlaces} decimal places";
        payment = new MissedPayment(document.CustomerId!, obligation, due, missedOn, money);
        return null;
    }
}
