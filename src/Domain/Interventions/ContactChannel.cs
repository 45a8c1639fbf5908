namespace PreDelinquency.Domain.Interventions;

/// <summary>How a customer is contacted.</summary>
public enum ContactChannel : byte
{
    Phone,
    Sms,
    Email,
}
