using System.Runtime.Versioning;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;

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
}
