using System.Text;

namespace PreDelinquency.Domain.Risk;

/// <summary>
/// The folder of a bundle. New files are written into a hidden folder within, which gets its second name by one rename once
/// all are whole, and are moved out of it then: a program that is stopped at any point leaves the bundle as it was or the
/// new one. Whoever reads looks into that folder first.
/// </summary>
public static class BundleDirectory
{
    private const string Incoming = ".incoming", Complete = ".complete";

    /// <summary>Where a file of the bundle lies, whether or not there is one.</summary>
    public static string PathOf(string folder, string name)
    {
        var complete = Path.Combine(folder, Complete, name);
        return File.Exists(complete) ? complete : Path.Combine(folder, name);
    }

    /// <summary>Paths of the bundle's files by name; files whose names begin with a dot are none of it.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyDictionary<string, string> Files(string folder)
    {
        var complete = Path.Combine(folder, Complete);
        return Directory.EnumerateFiles(folder).Concat(Directory.Exists(complete) ? Directory.EnumerateFiles(complete) : [])
            .Select(path => Path.GetFileName(path))
            .Where(name => name[0] != '.')
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => PathOf(folder, name), StringComparer.Ordinal);
    }

    /// <summary>Replaces files of a bundle, all or none; the folder is made where there is none, and other files in it stay.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="texts">By file name.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        Directory.CreateDirectory(folder);
        Settle(folder);
        var incoming = Path.Combine(folder, Incoming);
        if (Directory.Exists(incoming))
            Directory.Delete(incoming, recursive: true);
        Directory.CreateDirectory(incoming);
        foreach (var (name, text) in texts)
        {
            using var file = new FileStream(Path.Combine(incoming, name), FileMode.CreateNew, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        Directory.Move(incoming, Path.Combine(folder, Complete));
        Settle(folder);
    }

    private static void Settle(string folder)
    {
        var complete = Path.Combine(folder, Complete);
        if (!Directory.Exists(complete))
            return;
        foreach (var file in Directory.GetFiles(complete))
            File.Move(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        Directory.Delete(complete);
    }
}
