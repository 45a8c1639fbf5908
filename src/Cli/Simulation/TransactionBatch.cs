using System.Buffers;
using System.Text.Json;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cli.Simulation;

/// <summary>Lines of JSON that go out in one request.</summary>
internal sealed class TransactionBatch : IDisposable
{
    private readonly ArrayBufferWriter<byte> _lines = new(1 << 14);
    private readonly Utf8JsonWriter _json;

    public TransactionBatch() => _json = new Utf8JsonWriter(_lines);

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Lines => _lines.WrittenMemory;

    public void Add(Transaction transaction)
    {
        _json.Reset();
        TransactionJson.Write(_json, transaction);
        _json.Flush();
        _lines.Write("\n"u8);
        Count++;
    }

    public void Clear()
    {
        _lines.ResetWrittenCount();
        Count = 0;
    }

    public void Dispose() => _json.Dispose();
}
