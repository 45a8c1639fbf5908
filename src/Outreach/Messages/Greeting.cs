namespace PreDelinquency.Outreach.Messages;

/// <summary>How a message begins.</summary>
/// <param name="Named">With the placeholder of the name.</param>
/// <param name="Nameless">For who has no name, or none that fits.</param>
public sealed record Greeting(Template Named, Template Nameless);
