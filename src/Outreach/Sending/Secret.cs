using System.Text;

namespace PreDelinquency.Outreach.Sending;

/// <summary>A password or a key. It shows itself nowhere by accident: not in messages, not in logs.</summary>
public sealed class Secret(string text)
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>For whoever must hand it on.</summary>
    internal string Reveal() => Encoding.UTF8.GetString(_bytes);

    public override string ToString() => "(secret)";
}
