using System.Globalization;
using PreDelinquency.Cli.Import.Mapping;
using PreDelinquency.Cli.Posting;
using PreDelinquency.Cli.Progress;

namespace PreDelinquency.Cli.Import;

/// <summary>
/// Imports one file. All rows are read and checked before anything reaches its target, so a bad file leaves no trace;
/// what is written or posted is in order of time whatever the order of the input.
/// </summary>
internal sealed class ImportRun(CommandConsole console, MappingFile mapping)
{
    private const int LinesPerPost = 4_000;

    public required string Input { get; init; }

    public required bool SkipBadRows { get; init; }

    /// <summary>The file that holds the token of a feed; null where the gateway knows nobody.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Writes the transactions to a file, or to standard output where it is <c>-</c>.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WriteAsync(string path, CancellationToken cancellationToken)
    {
        await using var rows = TemporaryFile.Create();
        var lines = new SortedLines();
        var result = await ReadAsync(rows, lines, cancellationToken);
        await WholeFile.WriteAsync(path, console, target =>
        {
            lines.Copy(rows, target);
            return Task.FromResult(lines.Count);
        });
        Summarize(result, path == "-" ? "" : $" to {path}");
        return result.Bad == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Posts the transactions to a gateway.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> PostAsync(Uri gateway, CancellationToken cancellationToken)
    {
        await using var rows = TemporaryFile.Create();
        var lines = new SortedLines();
        var result = await ReadAsync(rows, lines, cancellationToken);
        await using var sorted = TemporaryFile.Create();
        lines.Copy(rows, sorted);
        sorted.Position = 0;
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        client.Authorize(TokenFile);
        var poster = new TransactionPoster(client, gateway, console.Time);
        var started = console.Time.GetTimestamp();
        var (accepted, duplicates, rejected) = await ProgressDisplay.RunAsync(console, $"posting to {gateway}", "transactions", lines.Count, async meter =>
        {
            long sent = 0, acceptedSoFar = 0, duplicatesSoFar = 0, rejectedSoFar = 0, shown = 0;
            foreach (var (batch, count) in LineBatches.Read(sorted, LinesPerPost))
            {
                var answer = await poster.PostAsync(batch, cancellationToken);
                foreach (var rejection in answer.Rejected)
                {
                    if (++shown <= CsvImport.MostProblems)
                        console.Error.WriteLine(Shown.Of($"the gateway refused transaction {rejection.TransactionId}: {rejection.Error}", Shown.LongestMessage));
                }

                acceptedSoFar += answer.Accepted;
                duplicatesSoFar += answer.Duplicates;
                rejectedSoFar += answer.RejectedCount;
                meter.Report(sent += count);
            }

            return (acceptedSoFar, duplicatesSoFar, rejectedSoFar);
        });
        Summarize(result, "");
        var seconds = console.Time.GetElapsedTime(started).TotalSeconds;
        console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"posted: {accepted:N0} accepted, {duplicates:N0} duplicates, {rejected:N0} rejected, in {seconds:0.0} s ({lines.Count / Math.Max(seconds, 1e-3):N0} a second), told {poster.Postponed:N0} times to wait"));
        return result.Bad == 0 && rejected == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private Task<ImportResult> ReadAsync(FileStream rows, SortedLines lines, CancellationToken cancellationToken)
    {
        var input = InputFile.Open(Input, console, out var length, out var position, cancellationToken);
        return ProgressDisplay.RunAsync(console, $"reading {Input}", "bytes", length, meter =>
        {
            var import = new CsvImport(Input, mapping, SkipBadRows, problem => console.Error.WriteLine(problem));
            var result = import.Read(input, rows, lines, console.Time.GetUtcNow(), meter, position, cancellationToken);
            if (result.Bad > 0 && !SkipBadRows)
                throw new CommandException($"{result.Bad:N0} of {result.Rows:N0} rows are bad; nothing was written (--on-error skip leaves bad rows out)");
            if (result.Imported == 0)
                throw new CommandException($"{Input} holds no row that could be imported");
            return Task.FromResult(result);
        });
    }

    private void Summarize(ImportResult result, string where)
    {
        var skipped = result.Skipped > 0 ? $", {result.Skipped:N0} left out by the mapping" : "";
        var bad = result.Bad > 0 ? $", {result.Bad:N0} bad" : "";
        console.Error.WriteLine($"imported {Shown.Count(result.Imported, "transaction")} of {Shown.Count(result.Customers, "customer")}{where}; {Shown.Count(result.Rows, "row")} read{skipped}{bad}");
    }
}
