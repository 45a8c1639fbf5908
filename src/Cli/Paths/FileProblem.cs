using System.CommandLine;

namespace PreDelinquency.Cli.Paths;

/// <summary>What the operating system refuses while a command runs, in the words in which paths are refused before it begins.</summary>
internal static class FileProblem
{
    private const string NoneThere = "cannot be made: files cannot be kept there";

    /// <summary>One line that names option, file and rule as far as they are known.</summary>
    /// <param name="exception">An <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
    /// <param name="parsed">The command line, in whose options the file is looked for.</param>
    public static string Describe(Exception exception, ParseResult parsed)
    {
        // The runtime tells the file in its message alone, save where it is missing.
        var quoted = Quoted(exception.Message);
        var path = (exception as FileNotFoundException)?.FileName ?? quoted;
        if (path is null)
            return exception.Message;
        var rule = exception switch
        {
            FileNotFoundException when IsWritten(path, parsed) => NoneThere,
            FileNotFoundException => "there is no such file",
            DirectoryNotFoundException => "there is no such folder",
            PathTooLongException => "the path is too long",
            UnauthorizedAccessException when Directory.Exists(path) => "is a folder that this user may not read or write, or must be a file",
            UnauthorizedAccessException => "this user may not read or write it",
            _ => Words(exception.Message, quoted),
        };
        return OptionOf(path, parsed) is { } option ? $"{option.Name} {option.Shown}: {rule}" : $"{path}: {rule}";
    }

    /// <summary>Why a folder cannot be made, in a few words.</summary>
    public static string Unmakeable(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "cannot be made: this user may not write there",
        FileNotFoundException or DirectoryNotFoundException => NoneThere,
        _ => $"cannot be made: {Words(exception.Message, Quoted(exception.Message))}",
    };

    private static bool IsWritten(string path, ParseResult parsed) => parsed.CommandResult.Command.Options.OfType<PathOption>()
        .Any(o => o.Use is PathUse.WriteFile or PathUse.ReplaceFile or PathUse.WriteFolder or PathUse.AppendFolder
            && parsed.GetValue(o) is { Length: > 0 } given && Path.GetFullPath(path).StartsWith(Path.GetFullPath(given), StringComparison.Ordinal));

    // "No space left on device : '/x/y'" is the operating system's words and the path.
    private static string Words(string message, string? quoted) =>
        quoted is null ? message : message.Replace($"'{quoted}'", "", StringComparison.Ordinal).Trim(' ', ':', '.');

    private static string? Quoted(string message)
    {
        var (first, last) = (message.IndexOf('\''), message.LastIndexOf('\''));
        return last > first + 1 ? message[(first + 1)..last] : null;
    }

    // The option or argument that led to a file, and the file as the user knows it.
    private static (string Name, string Shown)? OptionOf(string path, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var given = command.Options.OfType<PathOption>().Select(o => (o.Name, Path: parsed.GetValue(o)))
            .Concat(command.Arguments.OfType<Argument<string>>().Select(a => (a.Name, Path: parsed.GetValue(a))));
        var full = Path.GetFullPath(path);
        foreach (var (name, value) in given.Where(g => !string.IsNullOrEmpty(g.Path)))
        {
            var itself = Path.TrimEndingDirectorySeparator(Path.GetFullPath(value!));
            if (full == itself || full.StartsWith($"{itself}{WholeFile.PartialMark}", StringComparison.Ordinal))
                return (name, value!);
            if (full.StartsWith($"{itself}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                return (name, path);
        }

        return null;
    }
}
