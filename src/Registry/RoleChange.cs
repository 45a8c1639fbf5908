namespace PreDelinquency.Registry;

/// <summary>A change of roles that was made.</summary>
/// <param name="At">When, in universal time.</param>
/// <param name="Action">What was asked for, like <c>promote 2026-11-21.18fe33</c>.</param>
/// <param name="Roles">After it.</param>
/// <param name="By">Who did it, as they said; null where nobody said, as programs do not.</param>
public sealed record RoleChange(DateTimeOffset At, string Action, ModelRoles Roles, string? By = null);
