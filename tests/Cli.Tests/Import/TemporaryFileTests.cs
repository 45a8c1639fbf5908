using PreDelinquency.Cli.Import;

namespace PreDelinquency.Cli.Tests.Import;

public sealed class TemporaryFileTests
{
    [Fact]
    public void A_temporary_file_is_its_users_alone_and_gone_when_closed()
    {
        string path;
        using (var file = TemporaryFile.Create())
        {
            path = file.Name;
            Assert.True(File.Exists(path));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Assert.False(File.Exists(path));
    }
}
