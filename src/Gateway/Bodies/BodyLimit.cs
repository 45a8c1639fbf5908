namespace PreDelinquency.Gateway.Bodies;

/// <summary>How long a JSON document may be, counted as it is once it is decompressed.</summary>
/// <param name="Bytes">At most so many bytes.</param>
/// <param name="Advice">What to do with more, as a clause.</param>
internal sealed record BodyLimit(long Bytes, string Advice)
{
    /// <summary>The rule in words.</summary>
    public string Rule => $"{Bytes} bytes ({Bytes / 1024} KiB)";

    /// <summary>What is told to whoever sends more.</summary>
    public string Refusal(string path) => $"The body is longer than {Rule} decompressed, the most that {path} takes; {Advice}.";
}
