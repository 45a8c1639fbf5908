using System.Text;
using System.Text.Json;

namespace PreDelinquency.Registry.Folder;

/// <summary>Changes of roles, one JSON line each, append only. A line without its end was being written when the machine stopped: it does not count.</summary>
internal sealed class RoleJournal(string path)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    public bool Exists => File.Exists(path);

    public ModelRoles Read() => ReadAll() is [.., var last] ? last.Roles : ModelRoles.None;

    /// <exception cref="IOException">A whole line is damaged.</exception>
    public List<RoleChange> ReadAll()
    {
        if (!Exists)
            return [];
        var text = Encoding.UTF8.GetString(WholeLines());
        var changes = new List<RoleChange>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                changes.Add(JsonSerializer.Deserialize<RoleChange>(line, Json) ?? throw new JsonException("must be an object."));
            }
            catch (JsonException e)
            {
                throw new IOException($"{path} line {changes.Count + 1} is damaged: {e.Message}", e);
            }
        }

        return changes;
    }

    public void Append(RoleChange change)
    {
        var whole = Exists ? WholeLines().Length : 0;
        using var file = PrivateFiles.Open(path, FileMode.OpenOrCreate, FileShare.Read);
        file.SetLength(whole);
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(change, Json) + "\n"));
        file.Flush(flushToDisk: true);
    }

    private ReadOnlySpan<byte> WholeLines()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var end = bytes.AsSpan(0, read).LastIndexOf((byte)'\n');
        return bytes.AsSpan(0, end + 1);
    }
}
