using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Profiles between their wire form and the domain.</summary>
internal static class ProfileDocuments
{
    public static ProfileDocument ToDocument(this CustomerProfile profile) => new()
    {
        Name = profile.Name,
        TimeZone = profile.TimeZone,
        Language = profile.Language,
        Email = profile.Email,
        Phone = profile.Phone,
        Consents = new ConsentsDocument { Email = profile.Consents.Email, Sms = profile.Consents.Sms, Phone = profile.Consents.Phone },
        PayCycle = profile.PayCycle is { } cycle ? WireNames<PayCycle>.Of(cycle) : null,
        Obligations = [.. profile.Obligations.Select(o => new ObligationDocument { Category = WireNames<Category>.Of(o.Category), DueDay = o.DueDay, Amount = o.Amount.ToDecimal() })],
        Segment = profile.Segment,
        AgeBand = profile.AgeBand,
        Region = profile.Region,
    };

    /// <returns>The first rule that is broken, or null with the profile.</returns>
    public static ProblemField? TryRead(this ProfileDocument document, out CustomerProfile profile)
    {
        profile = new CustomerProfile();
        PayCycle? cycle = null;
        if (document.PayCycle is not null)
        {
            if (!WireNames<PayCycle>.TryParse(document.PayCycle.AsSpan(), out var known))
                return new ProblemField("pay_cycle", $"must be one of {string.Join(", ", WireNames<PayCycle>.All)}");
            cycle = known;
        }

        var documents = document.Obligations ?? [];
        if (documents.Count > ProfileRules.MostObligations)
            return new ProblemField("obligations", $"must hold at most {ProfileRules.MostObligations}");
        var obligations = new ProfileObligation[documents.Count];
        for (var i = 0; i < obligations.Length; i++)
        {
            if (TryRead(documents[i], $"obligations[{i}]", out obligations[i]) is { } problem)
                return problem;
        }

        profile = new CustomerProfile
        {
            Name = document.Name,
            TimeZone = document.TimeZone,
            Language = document.Language,
            Email = document.Email,
            Phone = document.Phone,
            Consents = new Consents
            {
                Email = document.Consents?.Email ?? false,
                Sms = document.Consents?.Sms ?? false,
                Phone = document.Consents?.Phone ?? false,
            },
            PayCycle = cycle,
            Obligations = obligations,
            Segment = document.Segment,
            AgeBand = document.AgeBand,
            Region = document.Region,
        };
        return ProfileRules.Violation(profile) is var (field, rule) ? new ProblemField(field, rule) : null;
    }

    private static ProblemField? TryRead(ObligationDocument? document, string path, out ProfileObligation obligation)
    {
        obligation = null!;
        if (document is null)
            return new ProblemField(path, "must be an object");
        if (!WireNames<Category>.TryParse(document.Category.AsSpan(), out var category))
            return new ProblemField($"{path}.category", "must be one of rent, mortgage, loan_payment, card_payment, utility, insurance");
        if (document.DueDay is not { } day)
            return new ProblemField($"{path}.due_day", "is required");
        if (document.Amount is not { } amount)
            return new ProblemField($"{path}.amount", "is required");
        if (!Money.TryFromDecimal(amount, out var money))
            return new ProblemField($"{path}.amount", $"must have at most {Money.DecimalPlaces} decimal places and lie within ±{Money.Largest.ToDecimal():0}");
        obligation = new ProfileObligation { Category = category, DueDay = day, Amount = money };
        return null;
    }
}
