namespace PreDelinquency.Monitoring;

/// <summary>How the customers of one group are treated. NaN where a share is not defined.</summary>
/// <param name="Group">What the profile says, like <c>25-34</c>.</param>
/// <param name="Customers">Customers with a score.</param>
/// <param name="IsCompared">Whether there are enough of them to compare.</param>
/// <param name="FlaggedShare">Share whose latest score is MEDIUM or above.</param>
/// <param name="ContactedShare">Share to whom an intervention was proposed lately.</param>
/// <param name="MissedShare">Of scores of which it is known, the share that a missed payment followed: how much help the group needs.</param>
/// <param name="FoundShare">Of scores before a missed payment, the share at MEDIUM or above: the true positive rate.</param>
/// <param name="Missed">Scores before a missed payment.</param>
/// <param name="MissedCustomers">Customers whose scores those are.</param>
/// <param name="IsFoundCompared">Whether there are enough of these customers to compare the share found.</param>
/// <param name="InNeed">Customers who missed a payment in the weeks that are judged.</param>
/// <param name="HelpedShare">Of their missed payments, the share before which help was proposed.</param>
/// <param name="IsHelpCompared">Whether there are enough of those in need to compare that share.</param>
public sealed record GroupTreatment(
    string Group,
    int Customers,
    bool IsCompared,
    double FlaggedShare,
    double ContactedShare,
    double MissedShare,
    double FoundShare,
    int Missed,
    int MissedCustomers,
    bool IsFoundCompared,
    int InNeed,
    double HelpedShare,
    bool IsHelpCompared);
