namespace PreDelinquency.Cli.Paths;

/// <summary>What must hold of a path before a command begins, so that nothing is done that would be lost.</summary>
/// <param name="Name">The option or argument.</param>
/// <param name="Path">What was given.</param>
/// <param name="Use">What is done with it.</param>
/// <param name="Files">Files of a folder: those that must be there to read, or those that will be written.</param>
/// <param name="MadeBy">What makes a folder with the files; empty where nothing does.</param>
internal sealed record PathRule(string Name, string Path, PathUse Use, IReadOnlyList<string> Files, string MadeBy)
{
    public PathRule(string name, string path, PathUse use)
        : this(name, path, use, [], "")
    {
    }

    private const string Devices = "/dev/";

    // The one folder of files among the devices: they lie in memory, and are files like any other.
    private const string FilesAmongDevices = "/dev/shm/";

    /// <summary>Whether the path is standard output, by whichever of its names.</summary>
    public static bool IsStandardOutput(string path) => path == "-" || (!OperatingSystem.IsWindows() && System.IO.Path.GetFullPath(path) == "/dev/stdout");

    /// <summary>Whether the path is a stream (standard input or output, a device, an open descriptor), which is neither made nor replaced.</summary>
    public static bool IsStream(string path)
    {
        if (path == "-" || OperatingSystem.IsWindows())
            return path == "-";
        var full = System.IO.Path.GetFullPath(path);
        return full.StartsWith(Devices, StringComparison.Ordinal) && !full.StartsWith(FilesAmongDevices, StringComparison.Ordinal) && !Directory.Exists(full);
    }

    /// <summary>Checks.</summary>
    /// <param name="force">Whether what is there may be replaced.</param>
    /// <exception cref="CommandException">Names option, path and rule.</exception>
    public void Check(bool force)
    {
        if (string.IsNullOrWhiteSpace(Path))
            throw new CommandException($"{Name} must not be empty");
        switch (Use)
        {
            case PathUse.ReadFile:
                CheckFileToRead();
                break;
            case PathUse.ReadFolder:
                CheckFolderToRead();
                break;
            case PathUse.ReadFileOrFolder when Directory.Exists(Path):
                CheckFolderToRead();
                break;
            case PathUse.ReadFileOrFolder:
                CheckFileToRead();
                break;
            case PathUse.WriteFile or PathUse.ReplaceFile:
                CheckFileToWrite(force || Use == PathUse.ReplaceFile);
                break;
            default:
                CheckFolderToWrite(force || Use == PathUse.AppendFolder);
                break;
        }
    }

    private void CheckFileToRead()
    {
        if (IsStream(Path))
            return;
        if (Directory.Exists(Path))
            throw Broken("is a folder, must be a file");
        if (!File.Exists(Path))
            throw Broken(Use == PathUse.ReadFileOrFolder ? "there is no such file or folder" : "there is no such file");
    }

    private void CheckFolderToRead()
    {
        if (File.Exists(Path))
            throw Broken("is a file, must be a folder");
        if (!Directory.Exists(Path))
            throw Broken("there is no such folder");
        if (Files.FirstOrDefault(f => !File.Exists(System.IO.Path.Combine(Path, f))) is { } missing)
            throw Broken($"the folder holds no {missing}{(MadeBy.Length == 0 ? "" : $", which {MadeBy} writes")}");
    }

    private void CheckFileToWrite(bool replace)
    {
        if (IsStream(Path))
            return;
        if (Directory.Exists(Path))
            throw Broken("is a folder, must be a file");
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { } folder && !Directory.Exists(folder))
            throw Broken($"there is no folder {folder}");
        if (!replace && File.Exists(Path))
            throw Broken("is there already; --force replaces it");
    }

    private void CheckFolderToWrite(bool replace)
    {
        if (File.Exists(Path))
            throw Broken("is a file, must be a folder");
        RequireFolderCanBeMade();
        if (!replace && Files.FirstOrDefault(f => File.Exists(System.IO.Path.Combine(Path, f))) is { } there)
            throw Broken($"the folder holds a {there} already; --force replaces what this command writes there");
    }

    // Made and removed again, as nothing else tells whether a place takes folders.
    private void RequireFolderCanBeMade()
    {
        var missing = new Stack<string>();
        for (var folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path)); folder is not null && !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
                throw Broken($"cannot be made, as {folder} is a file");
            missing.Push(folder);
        }

        var made = new Stack<string>();
        try
        {
            for (; missing.TryPop(out var folder); made.Push(folder))
                Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Broken(FileProblem.Unmakeable(e));
        }
        finally
        {
            foreach (var folder in made)
                Directory.Delete(folder);
        }
    }

    private CommandException Broken(string rule) => new($"{Name} {Path}: {rule}");
}
