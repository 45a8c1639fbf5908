using System.CommandLine;

namespace PreDelinquency.Cli.Paths;

/// <summary>What the operating system refuses while a command runs, in the words in which paths are refused before it begins.</summary>
internal static class FileProblem
{
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
            FileNotFoundException => "there is no such file",
            DirectoryNotFoundException => "there is no such folder",
            PathTooLongException => "the path is too long",
            UnauthorizedAccessException when Directory.Exists(path) => "is a folder that this user may not read or write, or must be a file",
            UnauthorizedAccessException => "this user may not read or write it",
            _ => Words(exception.Message, quoted),
        };
        return OptionOf(path, parsed) is { } name ? $"{name} {path}: {rule}" : $"{path}: {rule}";
    }

    // "No space left on device : '/x/y'" is the operating system's words and the path.
    private static string Words(string message, string? quoted) =>
        quoted is null ? message : message.Replace($"'{quoted}'", "", StringComparison.Ordinal).Trim(' ', ':', '.');

    private static string? Quoted(string message)
    {
        var (first, last) = (message.IndexOf('\''), message.LastIndexOf('\''));
        return last > first + 1 ? message[(first + 1)..last] : null;
    }

    private static string? OptionOf(string path, ParseResult parsed)
    {
        var full = Path.GetFullPath(path);
        return parsed.CommandResult.Command.Options.OfType<PathOption>()
            .Where(option => parsed.GetValue(option) is { Length: > 0 } given && IsWithin(full, Path.GetFullPath(given)))
            .Select(option => option.Name).FirstOrDefault();
    }

    // A file is also written under its name with an ending first.
    private static bool IsWithin(string path, string given) =>
        path == given || path.StartsWith(given + ".", StringComparison.Ordinal) || path.StartsWith(Path.TrimEndingDirectorySeparator(given) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
