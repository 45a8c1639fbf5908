namespace PreDelinquency.Gateway.Contracts;

/// <summary>A change of roles that was made.</summary>
/// <param name="At">When.</param>
/// <param name="Action">What was asked for, like <c>promote 2026-11-21.18fe33</c>.</param>
/// <param name="Roles">After it.</param>
/// <param name="By">Who did it, as they said; null where nobody said.</param>
public sealed record RoleChangeDocument(DateTimeOffset At, string Action, ModelRolesDocument Roles, string? By);
