namespace PreDelinquency.Engine;

/// <summary>A document that could not be taken, kept so that nothing is lost.</summary>
/// <param name="Document">The text as it came, in at most <see cref="LongestDocument"/> bytes of UTF-8, as <see cref="KeptDocument"/> says.</param>
/// <param name="Error">Names the field and the rule.</param>
/// <param name="Source">Where it came from, like <c>http</c> or a file name with a line number.</param>
/// <param name="At">When it was refused, by the wall clock.</param>
public sealed record DeadLetter(string Document, string Error, string Source, DateTimeOffset At)
{
    /// <summary>Most bytes that are kept of a document.</summary>
    public const int LongestDocument = 4096;
}
