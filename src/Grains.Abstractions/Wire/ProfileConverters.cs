using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Grains.Abstractions.Wire;

[RegisterConverter]
internal sealed class ProfileConverters : IConverter<CustomerProfile, CustomerProfileSurrogate>, IConverter<ProfileObligation, ProfileObligationSurrogate>
{
    public CustomerProfile ConvertFromSurrogate(in CustomerProfileSurrogate surrogate) => new()
    {
        Name = surrogate.Name,
        TimeZone = surrogate.TimeZone,
        Language = surrogate.Language,
        Email = surrogate.Email,
        Phone = surrogate.Phone,
        Consents = new Consents { Email = surrogate.AllowsEmail, Sms = surrogate.AllowsSms, Phone = surrogate.AllowsPhone },
        PayCycle = (PayCycle?)surrogate.PayCycle,
        Obligations = surrogate.Obligations,
        Segment = surrogate.Segment,
        AgeBand = surrogate.AgeBand,
        Region = surrogate.Region,
    };

    public CustomerProfileSurrogate ConvertToSurrogate(in CustomerProfile value) => new()
    {
        Name = value.Name,
        TimeZone = value.TimeZone,
        Language = value.Language,
        Email = value.Email,
        Phone = value.Phone,
        AllowsEmail = value.Consents.Email,
        AllowsSms = value.Consents.Sms,
        AllowsPhone = value.Consents.Phone,
        PayCycle = (byte?)value.PayCycle,
        Obligations = [.. value.Obligations],
        Segment = value.Segment,
        AgeBand = value.AgeBand,
        Region = value.Region,
    };

    public ProfileObligation ConvertFromSurrogate(in ProfileObligationSurrogate surrogate) => new()
    {
        Category = (Category)surrogate.Category,
        DueDay = surrogate.DueDay,
        Amount = new Money(surrogate.Amount),
    };

    public ProfileObligationSurrogate ConvertToSurrogate(in ProfileObligation value) =>
        new() { Category = (byte)value.Category, DueDay = value.DueDay, Amount = value.Amount.TenThousandths };
}
