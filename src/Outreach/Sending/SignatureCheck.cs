using System.Security.Cryptography;

namespace PreDelinquency.Outreach.Sending;

/// <summary>
/// Believes a signed request once. What came before is remembered as long as its time would let it pass, in memory: after a restart, and in
/// another process, a replay within these minutes passes, and says what is known already. Safe for use by several threads.
/// </summary>
/// <param name="secrets">Either will do.</param>
/// <param name="time">The real clock.</param>
public sealed class SignatureCheck(IReadOnlyList<Secret> secrets, TimeProvider time)
{
    /// <summary>How far the signature's time may lie from ours, before or after.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, long> _byEnd = new();

    /// <summary>Looks at a request, and remembers it where it is genuine.</summary>
    /// <param name="header">Of <see cref="WebhookSignature.Header"/>; null where there is none.</param>
    /// <param name="body">Byte for byte as it came.</param>
    public SignatureVerdict Check(string? header, ReadOnlySpan<byte> body)
    {
        if (WebhookSignature.Parse(header) is not { } signature)
            return SignatureVerdict.Malformed;
        // First of all: nobody without a secret learns anything else, or makes us remember anything.
        if (!signature.IsBy(secrets, body))
            return SignatureVerdict.Forged;
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var window = (long)Window.TotalSeconds;
        if (signature.Time < now - window || signature.Time > now + window)
            return SignatureVerdict.Outdated;
        lock (_lock)
        {
            while (_byEnd.TryPeek(out var oldest, out var end) && end < now)
            {
                _byEnd.Dequeue();
                _seen.Remove(oldest);
            }

            var id = IdOf(signature, body);
            if (!_seen.Add(id))
                return SignatureVerdict.Replayed;
            _byEnd.Enqueue(id, signature.Time + window);
            return SignatureVerdict.Genuine;
        }
    }

    /// <summary>Lets a genuine request come again, as what it asked for was not done.</summary>
    public void Forget(string? header, ReadOnlySpan<byte> body)
    {
        if (WebhookSignature.Parse(header) is not { } signature)
            return;
        lock (_lock)
            _seen.Remove(IdOf(signature, body));
    }

    // By what is signed and not by the codes, of which a request may carry some of the two.
    private static string IdOf(WebhookSignature signature, ReadOnlySpan<byte> body) => $"{signature.Time}.{Convert.ToHexStringLower(SHA256.HashData(body))}";
}
