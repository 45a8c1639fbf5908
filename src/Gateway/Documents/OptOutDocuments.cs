using System.Globalization;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Gateway.Documents;

/// <summary>The list of all opt-outs, and places in it.</summary>
internal static class OptOutDocuments
{
    /// <summary>Stands between the parts of a place; no id holds it.</summary>
    private const char Separator = '/';

    /// <param name="found">One more than the page holds, where there are more.</param>
    /// <param name="limit">How many the page holds at most.</param>
    /// <param name="total">How many there are.</param>
    public static OptOutPage ToPage(this IReadOnlyList<CustomerOptOut> found, int limit, long total) => new(
        total,
        [.. found.Take(limit).Select(o => new OptOutDocument(o.CustomerId, WireNames<ContactChannel>.Of(o.OptOut.Channel), o.OptOut.At, o.OptOut.Source))],
        found.Count > limit ? Text(found[limit - 1]) : null);

    /// <summary>Reads what a page gave as the next one's beginning.</summary>
    public static bool TryParse(string text, out OptOutPlace place)
    {
        place = default;
        if (text.Split(Separator) is not [var at, var channel, var customerId]
            || !long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms)
            || ms < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || !WireNames<ContactChannel>.TryParse(channel, out var known)
            || !TransactionRules.IsCustomerId(customerId))
            return false;
        place = new(DateTimeOffset.FromUnixTimeMilliseconds(ms), customerId, known);
        return true;
    }

    private static string Text(CustomerOptOut last) =>
        string.Create(CultureInfo.InvariantCulture, $"{last.OptOut.At.ToUnixTimeMilliseconds()}{Separator}{WireNames<ContactChannel>.Of(last.OptOut.Channel)}{Separator}{last.CustomerId}");
}
