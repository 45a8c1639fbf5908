using System.Runtime.Versioning;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Storage;

namespace PreDelinquency.Outreach.Tests.Running;

public sealed class OutreachKeysTests
{
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Keys_are_made_once_and_nobody_else_reads_them()
    {
        using var folder = new TemporaryFolder();
        var made = OutreachKeys.Open(folder.File("keys"), mayCreate: true);
        var read = OutreachKeys.Open(folder.File("keys"), mayCreate: false);

        Assert.True(made.Master.SequenceEqual(read.Master) && made.Audit.SequenceEqual(read.Audit));
        Assert.False(made.Master.SequenceEqual(made.Audit));
        Assert.Equal(made.HoldoutDrawOf("c1"), read.HoldoutDrawOf("c1"));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Assert.All(Directory.EnumerateFiles(folder.File("keys")), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void A_missing_or_damaged_key_is_told()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<StoreException>(() => OutreachKeys.Open(folder.File("keys"), mayCreate: false));
        OutreachKeys.Open(folder.File("keys"), mayCreate: true);
        File.WriteAllBytes(Path.Combine(folder.File("keys"), "audit.key"), new byte[31]);

        Assert.Contains("audit.key", Assert.Throws<StoreException>(() => OutreachKeys.Open(folder.File("keys"), mayCreate: true)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("master.key")]
    [InlineData("audit.key")]
    [InlineData("holdout.key")]
    public void One_that_was_lost_is_not_made_anew(string lost)
    {
        using var folder = new TemporaryFolder();
        OutreachKeys.Open(folder.File("keys"), mayCreate: true);
        File.Delete(Path.Combine(folder.File("keys"), lost));

        Assert.Contains(lost, Assert.Throws<StoreException>(() => OutreachKeys.Open(folder.File("keys"), mayCreate: true)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.File("keys"), lost)));
    }

    [Fact]
    public async Task A_store_is_opened_by_the_keys_that_it_was_written_with_alone()
    {
        using var folder = new TemporaryFolder();
        var (master, audit, holdout) = (Key(1), Key(2), Key(3));
        await OpenAsync(new(master, audit, holdout), readsAlone: false);

        await OpenAsync(new(master, audit, holdout), readsAlone: true);
        foreach (var readsAlone in new[] { false, true })
        {
            Assert.Contains("audit.key of", (await RefusedAsync(new(master, Key(9), holdout), readsAlone)).Message, StringComparison.Ordinal);
            Assert.Contains("holdout.key of", (await RefusedAsync(new(master, audit, Key(9)), readsAlone)).Message, StringComparison.Ordinal);
            Assert.Contains("audit.key, holdout.key, master.key of", (await RefusedAsync(new(Key(9), Key(9), Key(9)), readsAlone)).Message, StringComparison.Ordinal);
        }

        async Task OpenAsync(OutreachKeys keys, bool readsAlone)
        {
            await using var store = await StoreLocation.Folder(folder.Path).OpenOutreachAsync(keys, readsAlone, TestContext.Current.CancellationToken);
        }

        Task<StoreException> RefusedAsync(OutreachKeys keys, bool readsAlone) => Assert.ThrowsAsync<StoreException>(() => OpenAsync(keys, readsAlone));

        static byte[] Key(byte value) => [.. Enumerable.Repeat(value, OutreachKeys.Length)];
    }
}
