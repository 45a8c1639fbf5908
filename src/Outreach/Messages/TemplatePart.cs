namespace PreDelinquency.Outreach.Messages;

/// <summary>A piece of a template: words, or a placeholder.</summary>
/// <param name="Words">Null for a placeholder.</param>
/// <param name="Placeholder">Null for words.</param>
internal readonly record struct TemplatePart(string? Words, Placeholder? Placeholder);
