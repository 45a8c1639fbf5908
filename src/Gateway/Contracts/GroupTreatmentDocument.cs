namespace PreDelinquency.Gateway.Contracts;

/// <summary>How the customers of one group are treated.</summary>
/// <param name="Group">What the profile says.</param>
/// <param name="Customers">Customers with a score.</param>
/// <param name="Compared">Whether there are enough of them to compare: 50.</param>
/// <param name="FlaggedShare">Share whose latest score is MEDIUM or above.</param>
/// <param name="ContactedShare">Share to whom an intervention was proposed in the last 90 days; what lapsed was proposed to nobody.</param>
/// <param name="MissedShare">Of scores of which it is known, the share that a missed payment followed: how much help the group needs; null where none is known.</param>
/// <param name="FoundShare">Of scores before a missed payment, the share at MEDIUM or above; null where there are none.</param>
/// <param name="Missed">Scores before a missed payment, one per customer and week.</param>
/// <param name="MissedCustomers">Customers whose scores those are.</param>
/// <param name="FoundCompared">Whether there are enough of these customers to compare found_share: 50.</param>
/// <param name="InNeed">Customers who missed a payment in the last 26 weeks.</param>
/// <param name="HelpedShare">Of their missed payments, the share before which help was proposed, from 182 days to the day before, by whichever model; what lapsed does not count. Null where there are none.</param>
/// <param name="HelpCompared">Whether there are enough of those in need to compare helped_share: 50.</param>
public sealed record GroupTreatmentDocument(
    string Group,
    int Customers,
    bool Compared,
    double? FlaggedShare,
    double? ContactedShare,
    double? MissedShare,
    double? FoundShare,
    int Missed,
    int MissedCustomers,
    bool FoundCompared,
    int InNeed,
    double? HelpedShare,
    bool HelpCompared);
