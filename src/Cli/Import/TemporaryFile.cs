namespace PreDelinquency.Cli.Import;

/// <summary>Files for what does not fit into memory: people's transactions, so nobody else may read them.</summary>
internal static class TemporaryFile
{
    /// <summary>Makes one that is gone when closed.</summary>
    public static FileStream Create()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 1 << 16, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), $".pdi-import-{Guid.NewGuid():N}"), options);
    }
}
