namespace PreDelinquency.Outreach.Policies;

/// <summary>A text of a policy folder and where it stands, so that what is wrong with it can be told.</summary>
/// <param name="Text">The text.</param>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line of it, from 1.</param>
/// <param name="Place">The key, like <c>bodies.income_late.sms</c>.</param>
public sealed record LocatedText(string Text, string File, long Line, string Place);
