using System.Buffers;
using System.Text.Json;
using CsvHelper;
using PreDelinquency.Cli.Import.Mapping;
using PreDelinquency.Cli.Progress;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cli.Import;

/// <summary>Reads a whole CSV file into a temporary file of transactions, telling of every bad row.</summary>
/// <param name="source">What errors call the file.</param>
/// <param name="mapping">How rows become transactions.</param>
/// <param name="skipBadRows">Whether to go on past any number of bad rows, or to give up after <see cref="MostProblems"/>.</param>
/// <param name="report">Told of every problem.</param>
internal sealed class CsvImport(string source, MappingFile mapping, bool skipBadRows, Action<RowProblem> report)
{
    /// <summary>So many problems are told of before giving up.</summary>
    public const int MostProblems = 20;

    private const int ReportEvery = 4096;
    private readonly HashSet<string> _customers = [];
    private long _bad;
    private long _malformed;
    private long _problems;

    /// <summary>Reads everything.</summary>
    /// <param name="input">The CSV file; it is closed.</param>
    /// <param name="output">Gets a line of JSON per transaction, in order of the input.</param>
    /// <param name="lines">Gets the moment and the length of each.</param>
    /// <param name="now">The present.</param>
    /// <param name="meter">Told of <paramref name="position"/> now and then.</param>
    /// <param name="position">How much of the input was read.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public ImportResult Read(Stream input, Stream output, SortedLines lines, DateTimeOffset now, IProgressMeter meter, Func<long> position, CancellationToken cancellationToken)
    {
        for (var i = 0; i < mapping.Dialect.SkipLines; i++)
            SkipLine(input);
        using var reader = CsvReader.Create(input, mapping.Dialect.ToOptions(OnMalformed), leaveOpen: false);
        if (mapping.Dialect.HasHeader && reader.Headers.Count == 0)
            throw new CommandException($"{source}: is empty, a header was expected");
        var cells = new CsvCells(reader, mapping);
        var mapper = new RowMapper(mapping, now);
        var problems = new List<RowProblem>();
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        var order = mapping.Timestamp.WithinDay == WithinDay.Balance ? new BalanceOrder() : null;
        long rows = 0, skipped = 0;
        try
        {
            while (reader.Read())
            {
                if (++rows % ReportEvery == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    meter.Report(position());
                }

                if (mapper.Skips(cells))
                {
                    skipped++;
                    continue;
                }

                problems.Clear();
                if (mapper.Map(cells, problems) is { } transaction)
                {
                    _customers.Add(transaction.CustomerId);
                    WriteAll(order is null ? [transaction] : order.Add(transaction));
                    continue;
                }

                _bad++;
                foreach (var problem in problems)
                    Tell(problem with { Line = problem.Line + mapping.Dialect.SkipLines });
            }
        }
        catch (CsvFormatException e)
        {
            throw new CommandException($"{source}, line {e.LineNumber + mapping.Dialect.SkipLines}: {e.Message} (a quote that is never closed? the mapping's file.quote may be none)", e);
        }

        if (order is not null)
            WriteAll(order.Finish());
        return new ImportResult(rows + _malformed, lines.Count, skipped, _bad + _malformed, _customers.Count);

        void WriteAll(IReadOnlyList<Transaction> ready)
        {
            foreach (var transaction in ready)
                Write(transaction, json, buffer, output, lines);
        }
    }

    private static void Write(Transaction transaction, Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, Stream output, SortedLines lines)
    {
        buffer.ResetWrittenCount();
        json.Reset();
        TransactionJson.Write(json, transaction);
        json.Flush();
        buffer.Write("\n"u8);
        output.Write(buffer.WrittenSpan);
        lines.Add(transaction.Timestamp, buffer.WrittenCount);
    }

    private void OnMalformed(CsvMalformedRecord record)
    {
        if (!record.Skipped)
            return;
        _malformed++;
        var rule = record.Reason switch
        {
            CsvMalformedReason.FieldCountMismatch => "must have as many values as the header",
            CsvMalformedReason.StrayQuote => "must not hold a quote inside a value that is not quoted (the mapping's file.quote may be none)",
            CsvMalformedReason.TextAfterClosingQuote => "must have nothing between a closing quote and the next delimiter",
            CsvMalformedReason.UnterminatedQuote => "opens a quote that is never closed",
            var other => $"is malformed: {other}",
        };
        Tell(new RowProblem(record.LineNumber + mapping.Dialect.SkipLines, null, record.RawRecord, rule));
    }

    private void Tell(RowProblem problem)
    {
        report(problem);
        if (++_problems >= MostProblems && !skipBadRows)
            throw new CommandException($"stopped after {MostProblems} problems; nothing was written (--on-error skip leaves bad rows out)");
    }

    private static void SkipLine(Stream input)
    {
        int b;
        do
        {
            b = input.ReadByte();
        }
        while (b is not (-1 or '\n'));
    }
}
