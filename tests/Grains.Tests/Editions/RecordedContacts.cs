using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Grains.Tests.Editions;

/// <summary>
/// All that outreach keeps of one customer, as text in which every number shows. Left out is what goes by the order of customers among each
/// other, which is nobody's promise: sequences, and how much of a day's budget others had left when a rule asked for it.
/// </summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Log">The audit log: every decision with all rules that were asked, every event of the ledger, every outcome, in order.</param>
/// <param name="Contacts">In the customer's own order, with their messages.</param>
/// <param name="Outcomes">What came back of each contact.</param>
/// <param name="Ledger">With its version: how often it changed.</param>
internal sealed partial record RecordedContacts(string CustomerId, IReadOnlyList<string> Log, IReadOnlyList<string> Contacts, IReadOnlyList<string> Outcomes, string Ledger)
{
    private const int Page = 1000;

    /// <param name="store">Holds it.</param>
    /// <param name="customerIds">Of whom, in order.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<RecordedContacts>> ReadAsync(IOutreachStore store, IEnumerable<string> customerIds, CancellationToken cancellationToken)
    {
        var log = new List<AuditEntry>();
        while (await store.ReadAuditAsync(log.Count, Page, opensBodies: true, cancellationToken) is { Count: > 0 } page)
            log.AddRange(page);
        var byCustomer = log.ToLookup(entry => entry.CustomerId, StringComparer.Ordinal);
        var read = new List<RecordedContacts>();
        foreach (var id in customerIds)
        {
            var (contacts, outcomes) = (new List<string>(), new List<string>());
            foreach (var contact in await store.ReadContactsAsync(new ContactFilter { CustomerId = id }, Page, cancellationToken))
            {
                var whole = (await store.FindContactAsync(contact.ContactId, cancellationToken))!;
                contacts.Add($"{Json(whole with { Sequence = 0 })} {Json(whole.Message)}");
                outcomes.Add($"{contact.ContactId} {Json(await store.ReadOutcomesAsync(contact.ContactId, cancellationToken))}");
            }

            var (ledger, version) = await store.LoadAsync(id, cancellationToken);
            read.Add(new(id, [.. byCustomer[id].Select(Describe)], contacts, outcomes, string.Create(CultureInfo.InvariantCulture, $"{version} {Json(ledger)}")));
        }

        return read;
    }

    /// <summary>Both must be the same in every part.</summary>
    public static void AreEqual(RecordedContacts expected, RecordedContacts actual)
    {
        Assert.Equal(expected.CustomerId, actual.CustomerId);
        Assert.Equal(expected.Log, actual.Log);
        Assert.Equal(expected.Contacts, actual.Contacts);
        Assert.Equal(expected.Outcomes, actual.Outcomes);
        Assert.Equal(expected.Ledger, actual.Ledger);
    }

    private static string Describe(AuditEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.At:O} {entry.Kind} {entry.ContactId} {BudgetLeft().Replace(entry.Body ?? throw new InvalidOperationException($"Entry {entry.Sequence} cannot be opened."), "some")}");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, OutreachJson.Options);

    [GeneratedRegex("""(?<="rule":"budget","channel":"[a-z]+","value":")[1-9][0-9]*(?=")""", RegexOptions.None, 1000)]
    private static partial Regex BudgetLeft();
}
