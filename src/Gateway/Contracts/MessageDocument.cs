namespace PreDelinquency.Gateway.Contracts;

/// <summary>A message as a customer gets it; of a call, what the caller says first.</summary>
/// <param name="Channel">phone, sms or email.</param>
/// <param name="Language">Tag of the language.</param>
/// <param name="Subject">Of an email; null else.</param>
/// <param name="Text">Lines end with a line feed.</param>
/// <param name="EditedBy">Who changed it by hand; null where nobody did.</param>
/// <param name="Revision">Of these words; an approval or a change names it, so that no others go and nobody's words are lost.</param>
public sealed record MessageDocument(string Channel, string Language, string? Subject, string Text, string? EditedBy, string Revision);
