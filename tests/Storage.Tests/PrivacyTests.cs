using System.Runtime.Versioning;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class PrivacyTests : IDisposable
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_data_folder_and_all_files_in_it_are_their_users_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix file modes.");
        var folder = _folder.File("data");

        using var store = SqliteStore.Open(new SqliteStoreOptions(folder));
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(3)));

        Assert.Equal(OwnFile | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(["store.db", "store.db-shm", "store.db-wal", "store.lock"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(folder), file => Assert.Equal(OwnFile, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Files_that_others_could_read_are_closed_to_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix file modes.");
        SqliteStore.Open(new SqliteStoreOptions(_folder.Path)).Dispose();
        foreach (var file in Directory.GetFiles(_folder.Path))
            File.SetUnixFileMode(file, OwnFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        using var store = SqliteStore.Open(new SqliteStoreOptions(_folder.Path));
        store.Commit(Samples.Batch(StoreTotals.Empty, Samples.Customers(3)));

        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.Equal(OwnFile, File.GetUnixFileMode(file)));
    }
}
