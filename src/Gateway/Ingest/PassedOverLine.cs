using System.Buffers;
using System.Security.Cryptography;
using PreDelinquency.Engine;

namespace PreDelinquency.Gateway.Ingest;

/// <summary>A line that is too long to be held: its beginning, its length, and the hash by which it is told from others that begin like it.</summary>
internal sealed class PassedOverLine : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _beginning = new byte[DeadLetter.LongestDocument];
    private long _length;

    /// <summary>Its first bytes, of those that were added.</summary>
    public ReadOnlySpan<byte> Beginning => _beginning.AsSpan(0, (int)Math.Min(_length, _beginning.Length));

    public void Add(ReadOnlySequence<byte> bytes)
    {
        foreach (var part in bytes)
        {
            if (_length < _beginning.Length)
                part.Span[..(int)Math.Min(part.Length, _beginning.Length - _length)].CopyTo(_beginning.AsSpan((int)_length));
            _hash.AppendData(part.Span);
            _length += part.Length;
        }
    }

    /// <summary>What is kept of it, once all of it was added.</summary>
    public string Kept() => KeptDocument.Of(Beginning, _length, _hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
