using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Ingest;

/// <summary>A body of one JSON object, or of an array of them. It is taken as a whole: where it is not valid JSON, nothing of it is.</summary>
internal static class JsonBody
{
    /// <summary>Most items of an array; more are sent as NDJSON.</summary>
    public const int MostItems = 100_000;

    /// <summary>Within this all of it must have arrived.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Reads the body to its end; everything is sent, not yet everything durable.</summary>
    /// <param name="body">The body.</param>
    /// <param name="session">Takes its items.</param>
    /// <param name="room">Grows with what has arrived.</param>
    /// <param name="time">Measures the deadline.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What is wrong with the body as a whole, or null.</returns>
    /// <exception cref="BadHttpRequestException">The body is too long, too slow, or broke off.</exception>
    /// <exception cref="IngestRoomException">There is no room for more of it.</exception>
    public static async Task<ProblemHttpResult?> ReadAsync(PipeReader body, IngestSession session, IngestRoom room, TimeProvider time, CancellationToken cancellationToken)
    {
        var read = await ReadWholeAsync(body, room, time, cancellationToken);
        byte[]? copy = null;
        try
        {
            ReadOnlyMemory<byte> json;
            if (read.Buffer.IsSingleSegment)
            {
                json = read.Buffer.First;
            }
            else
            {
                copy = ArrayPool<byte>.Shared.Rent((int)read.Buffer.Length);
                read.Buffer.CopyTo(copy);
                json = copy.AsMemory(0, (int)read.Buffer.Length);
            }

            return await TakeAsync(json, session);
        }
        finally
        {
            body.AdvanceTo(read.Buffer.End);
            if (copy is not null)
                ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private static async Task<ReadResult> ReadWholeAsync(PipeReader body, IngestRoom room, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new ReadDeadline(body, Deadline, time);
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.IsCompleted)
                return read;
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCanceled)
                throw ReadDeadline.Missed("A document", Deadline);
            if (!room.TryGrow(read.Buffer.Length))
                throw new IngestRoomException();
        }
    }

    private static async Task<ProblemHttpResult?> TakeAsync(ReadOnlyMemory<byte> json, IngestSession session)
    {
        ContentCoding.RequireNotGzip(json.Span);
        var items = new List<Range>();
        if (FindItems(json.Span, items) is { } problem)
            return problem;
        for (var i = 0; i < items.Count; i++)
        {
            session.Add(i + 1, json.Span[items[i]]);
            if (session.IsFull)
                await session.SendAsync();
        }

        return null;
    }

    private static ProblemHttpResult? FindItems(ReadOnlySpan<byte> json, List<Range> items)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (items.Count == MostItems)
                        return Problem.Of(StatusCodes.Status413PayloadTooLarge, $"An array holds at most {MostItems} transactions; send more as application/x-ndjson.");
                    items.Add(Skip(ref reader));
                }
            }
            else if (reader.TokenType == JsonTokenType.StartObject)
            {
                items.Add(Skip(ref reader));
            }
            else
            {
                return Problem.Field("body", "must be a transaction (a JSON object) or an array of transactions");
            }

            // Anything after it is an error of the reader's own.
            reader.Read();
            return null;
        }
        catch (JsonException e)
        {
            return Problem.Field("body", $"is not valid JSON (line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}); nothing of it was taken");
        }
    }

    private static Range Skip(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}
