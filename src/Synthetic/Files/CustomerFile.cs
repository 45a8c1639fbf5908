using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Files;

/// <summary>
/// Customer profiles as CSV. Obligations stand in one field as <c>category:due_day:amount</c>, joined by semicolons.
/// </summary>
public static class CustomerFile
{
    private static readonly string[] Columns =
    [
        "customer_id", "name", "time_zone", "language", "email", "phone", "consent_email", "consent_sms", "consent_phone",
        "pay_cycle", "obligations", "segment", "age_band", "region",
    ];

    /// <summary>Reads a file while it is enumerated.</summary>
    /// <exception cref="PopulationFormatException">Names file, line, column and rule.</exception>
    public static IEnumerable<(string CustomerId, CustomerProfile Profile)> Read(string path)
    {
        using var csv = new CsvReader(path, Columns);
        while (csv.Next())
        {
            var customerId = csv.Text(0).ToString();
            if (!TransactionRules.IsCustomerId(customerId))
                throw csv.Broken(0, $"must be 1 to {TransactionRules.LongestCustomerId} characters of letters, digits and -_.:");
            var profile = new CustomerProfile
            {
                Name = csv.SharedOrNull(1),
                TimeZone = csv.SharedOrNull(2),
                Language = csv.SharedOrNull(3),
                Email = csv.SharedOrNull(4),
                Phone = csv.SharedOrNull(5),
                Consents = new Consents { Email = csv.Flag(6), Sms = csv.Flag(7), Phone = csv.Flag(8) },
                PayCycle = csv.Text(9).IsEmpty ? null : csv.Name<PayCycle>(9),
                Obligations = ReadObligations(csv, 10),
                Segment = csv.SharedOrNull(11),
                AgeBand = csv.SharedOrNull(12),
                Region = csv.SharedOrNull(13),
            };
            if (ProfileRules.Violation(profile) is { } violation)
                throw csv.Broken(-1, $"{violation.Field} {violation.Rule}");
            yield return (customerId, profile);
        }
    }

    /// <summary>Writes a file.</summary>
    public static void Write(string path, IEnumerable<(string CustomerId, CustomerProfile Profile)> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        using var csv = new CsvWriter(path, Columns);
        foreach (var (customerId, profile) in customers)
        {
            csv.Text(customerId);
            csv.Text(profile.Name);
            csv.Text(profile.TimeZone);
            csv.Text(profile.Language);
            csv.Text(profile.Email);
            csv.Text(profile.Phone);
            csv.Text(profile.Consents.Email ? "true" : "false");
            csv.Text(profile.Consents.Sms ? "true" : "false");
            csv.Text(profile.Consents.Phone ? "true" : "false");
            csv.Text(profile.PayCycle is { } cycle ? WireNames<PayCycle>.Of(cycle) : "");
            csv.Text(string.Join(';', profile.Obligations.Select(o => $"{WireNames<Category>.Of(o.Category)}:{o.DueDay}:{o.Amount}")));
            csv.Text(profile.Segment);
            csv.Text(profile.AgeBand);
            csv.Text(profile.Region);
            csv.EndLine();
        }
    }

    private static List<ProfileObligation> ReadObligations(CsvReader csv, int column)
    {
        var obligations = new List<ProfileObligation>();
        if (csv.Text(column).IsEmpty)
            return obligations;
        foreach (var part in csv.Text(column).ToString().Split(';'))
        {
            var fields = part.Split(':');
            if (fields.Length != 3
                || !WireNames<Category>.TryParse(fields[0], out var category)
                || !int.TryParse(fields[1], out var dueDay)
                || !decimal.TryParse(fields[2], out var amount)
                || !Money.TryFromDecimal(amount, out var money))
                throw csv.Broken(column, "must be category:due_day:amount, joined by semicolons");
            obligations.Add(new ProfileObligation { Category = category, DueDay = dueDay, Amount = money });
        }

        return obligations;
    }
}
