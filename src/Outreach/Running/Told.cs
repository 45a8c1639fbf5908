namespace PreDelinquency.Outreach.Running;

/// <summary>Where something was said, and who told it.</summary>
/// <param name="Source">Like <c>sms_reply</c> or <c>provider</c>.</param>
/// <param name="By">Whom of the bank's people; null where nobody is known, or no person told it.</param>
public readonly record struct Told(string Source, string? By = null);
