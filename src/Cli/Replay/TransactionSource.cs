using PreDelinquency.Cli.Import;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.Files;

namespace PreDelinquency.Cli.Replay;

/// <summary>Reads transactions from wherever a user has them: a generated folder, or a file of JSON lines.</summary>
internal static class TransactionSource
{
    private const int LongestLine = 1 << 20;

    /// <summary>Reads while it is enumerated, in the order of the file.</summary>
    /// <param name="path">A folder with transactions.csv, or a file of JSON lines, packed or not; <c>-</c> is standard input.</param>
    /// <param name="console">Where standard input comes from, and the clock.</param>
    /// <param name="cancellationToken">Ends the waiting for a pipe or a terminal.</param>
    /// <exception cref="CommandException">A line is no transaction.</exception>
    public static IEnumerable<Transaction> Read(string path, CommandConsole console, CancellationToken cancellationToken) =>
        Directory.Exists(path) ? new PopulationFolder(path).ReadTransactions() : ReadLines(path, console, cancellationToken);

    private static IEnumerable<Transaction> ReadLines(string path, CommandConsole console, CancellationToken cancellationToken)
    {
        using var input = new BufferedStream(InputFile.Open(path, console, out _, out _, cancellationToken), 1 << 16);
        var now = console.Time.GetUtcNow();
        var line = new byte[4096];
        for (long number = 1; ReadLine(input, ref line) is >= 0 and var length; number++)
        {
            if (length == 0)
                continue;
            yield return TransactionJson.TryRead(line.AsSpan(0, length), now, out var transaction, out var rejection)
                ? transaction!
                : throw new CommandException($"{path}, line {number}: {rejection!.Error}");
        }
    }

    // The length without the line's end; -1 at the end of the file.
    private static int ReadLine(Stream input, ref byte[] line)
    {
        var length = 0;
        while (true)
        {
            var next = input.ReadByte();
            if (next < 0)
                return length > 0 ? length : -1;
            if (next == '\n')
                return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
            if (length == LongestLine)
                throw new CommandException($"a line is longer than {LongestLine:N0} bytes");
            if (length == line.Length)
                Array.Resize(ref line, line.Length * 2);
            line[length++] = (byte)next;
        }
    }
}
