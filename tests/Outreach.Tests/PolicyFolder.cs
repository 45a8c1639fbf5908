using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests;

/// <summary>A copy of the default policy in a folder of its own, to be changed by a test.</summary>
internal sealed class PolicyFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PolicyFolder()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("policies/default")))
            File.Copy(file, _folder.File(System.IO.Path.GetFileName(file)));
    }

    public string Path => _folder.Path;

    /// <summary>Replaces the first occurrence of a text that must be there.</summary>
    public PolicyFolder Change(string file, string from, string to)
    {
        var text = File.ReadAllText(_folder.File(file));
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} no longer holds '{from}'.");
        File.WriteAllText(_folder.File(file), string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)));
        return this;
    }

    public PolicyFolder Write(string file, string text)
    {
        _folder.Write(file, text);
        return this;
    }

    public PolicyFolder Remove(string file)
    {
        File.Delete(_folder.File(file));
        return this;
    }

    public PolicyBundle Load() => PolicyBundle.Load(Path);

    /// <summary>What is wrong with it, one line each.</summary>
    public IReadOnlyList<string> Faults() => [.. Assert.Throws<PolicyException>(Load).Faults.Select(f => f.ToString())];

    public void Dispose() => _folder.Dispose();
}
