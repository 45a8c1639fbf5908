namespace PreDelinquency.Cli.Paths;

/// <summary>What a command does with a path.</summary>
internal enum PathUse
{
    /// <summary>Reads a file, or standard input.</summary>
    ReadFile,

    /// <summary>Reads files of a folder.</summary>
    ReadFolder,

    /// <summary>Reads a file, standard input, or files of a folder.</summary>
    ReadFileOrFolder,

    /// <summary>Writes a file that must not be there, or standard output.</summary>
    WriteFile,

    /// <summary>Writes a file that may be there already, or standard output.</summary>
    ReplaceFile,

    /// <summary>Writes files of a folder, none of which may be there.</summary>
    WriteFolder,

    /// <summary>Adds to a folder, and replaces nothing in it.</summary>
    AppendFolder,
}
