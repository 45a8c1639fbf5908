using System.Text;
using Microsoft.Extensions.Logging;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Models;
using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Registry;

namespace PreDelinquency.Gateway.Tests.Models;

public sealed class RegistryFollowerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ModelRole.Champion)]
    [InlineData(ModelRole.Shadow)]
    public async Task A_model_that_could_not_be_read_for_a_while_is_served_once_it_can_and_told_of_once(ModelRole role)
    {
        var path = Path.Combine(_folder.Path, "bundles", "second", "model.txt");
        var registry = new FolderRegistry(_folder.Path, TimeProvider.System);
        await registry.RegisterAsync(BundleFiles.Load(ShippedModel.Folder), Token);
        await registry.RegisterAsync(Named("second"), Token);
        await registry.PromoteAsync(ShippedModel.Bundle.Version, Token);
        var service = new MemoryService();
        var log = new CountingLogger();
        using var follower = new RegistryFollower(registry, service, TimeProvider.System, log);
        await follower.FollowAsync(Token);
        _ = role == ModelRole.Champion ? await registry.PromoteAsync("second", Token) : await registry.AssignAsync(role, "second", by: null, Token);

        await using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            for (var look = 0; look < 3; look++)
                Assert.Equal("second", (await follower.FollowAsync(Token))[role]);
            Assert.Equal((ShippedModel.Bundle.Version, null), (service.Models.Champion.Version, service.Models.Shadow?.Version));
            Assert.Contains("model second cannot be served", follower.Health.Detail, StringComparison.Ordinal);
            Assert.Equal((false, false), (follower.Health.Healthy, follower.Health.IsEssential));
            Assert.Equal(1, log.Errors);
        }

        await follower.FollowAsync(Token);
        Assert.Equal("second", role == ModelRole.Champion ? service.Models.Champion.Version : service.Models.Shadow?.Version);
        Assert.Equal((true, registry.Description), (follower.Health.Healthy, follower.Health.Detail));
        Assert.Equal(1, log.Errors);
    }

    [Fact]
    public async Task The_former_shadow_goes_on_while_the_new_one_cannot_be_read()
    {
        var registry = new FolderRegistry(_folder.Path, TimeProvider.System);
        foreach (var bundle in new[] { BundleFiles.Load(ShippedModel.Folder), Named("second"), Named("third") })
            await registry.RegisterAsync(bundle, Token);
        await registry.PromoteAsync(ShippedModel.Bundle.Version, Token);
        await registry.AssignAsync(ModelRole.Shadow, "second", by: null, Token);
        var service = new MemoryService();
        using var follower = new RegistryFollower(registry, service, TimeProvider.System, new CountingLogger());
        await follower.FollowAsync(Token);
        await registry.AssignAsync(ModelRole.Shadow, "third", by: null, Token);

        await using (new FileStream(Path.Combine(_folder.Path, "bundles", "third", "model.txt"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await follower.FollowAsync(Token);
            Assert.Equal("second", service.Models.Shadow?.Version);
            Assert.False(follower.Health.Healthy);
        }

        await follower.FollowAsync(Token);
        Assert.Equal("third", service.Models.Shadow?.Version);
        await registry.AssignAsync(ModelRole.Shadow, null, by: null, Token);
        await follower.FollowAsync(Token);
        Assert.Null(service.Models.Shadow);
    }

    [Fact]
    public async Task An_empty_registry_in_the_place_of_one_with_roles_changes_nothing_and_is_told()
    {
        var folder = Path.Combine(_folder.Path, "registry");
        var registry = new FolderRegistry(folder, TimeProvider.System);
        await registry.RegisterAsync(BundleFiles.Load(ShippedModel.Folder), Token);
        await registry.RegisterAsync(Named("second"), Token);
        await registry.PromoteAsync(ShippedModel.Bundle.Version, Token);
        await registry.AssignAsync(ModelRole.Shadow, "second", by: null, Token);
        var service = new MemoryService();
        using var follower = new RegistryFollower(registry, service, TimeProvider.System, new CountingLogger());
        await follower.FollowAsync(Token);
        Directory.Move(folder, folder + ".away");
        _ = new FolderRegistry(folder, TimeProvider.System);

        var fault = await Assert.ThrowsAsync<ModelRegistryException>(() => follower.FollowAsync(Token));

        Assert.Contains("is at revision 0, though it was at 2", fault.Message, StringComparison.Ordinal);
        Assert.Equal("second", service.Models.Shadow?.Version);
        Directory.Delete(folder, recursive: true);
        Directory.Move(folder + ".away", folder);
        Assert.Equal(2, (await follower.FollowAsync(Token)).Revision);
    }

    [Fact]
    public async Task A_model_in_use_whose_files_are_gone_is_told_of_while_it_is_served()
    {
        var registry = new FolderRegistry(_folder.Path, TimeProvider.System);
        foreach (var bundle in new[] { BundleFiles.Load(ShippedModel.Folder), Named("second") })
            await registry.RegisterAsync(bundle, Token);
        await registry.PromoteAsync(ShippedModel.Bundle.Version, Token);
        await registry.AssignAsync(ModelRole.Shadow, "second", by: null, Token);
        var time = new ManualTime(MemoryService.Noon);
        var (service, log) = (new MemoryService(), new CountingLogger());
        using var follower = new RegistryFollower(registry, service, time, log);
        await follower.StartAsync(Token);
        await Eventually.HoldsAsync(() => service.Models.Shadow is not null);
        Assert.True(follower.Health.Healthy);
        var (there, away) = (Path.Combine(_folder.Path, "bundles", "second"), Path.Combine(_folder.Path, "second"));
        Directory.Move(there, away);

        await Eventually.HoldsAsync(() => Looked(false));
        Assert.Contains("the shadow second is damaged", follower.Health.Detail, StringComparison.Ordinal);
        Assert.Equal("second", service.Models.Shadow?.Version);
        time.Advance(RegistryFollower.Interval);
        Directory.Move(away, there);
        await Eventually.HoldsAsync(() => Looked(true));
        Assert.Equal(1, log.Errors);
        await follower.StopAsync(Token);

        bool Looked(bool healthy)
        {
            time.Advance(RegistryFollower.Interval);
            return follower.Health.Healthy == healthy;
        }
    }

    private static BundleFiles Named(string version)
    {
        var shipped = BundleFiles.Load(ShippedModel.Folder);
        var document = shipped.Document with { Version = version };
        return BundleFiles.Create(new Dictionary<string, ReadOnlyMemory<byte>>(shipped.Contents) { [BundleDocument.FileName] = Encoding.UTF8.GetBytes(document.ToJson()) }, "test");
    }

    private sealed class CountingLogger : ILogger<RegistryFollower>
    {
        public int Errors { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Errors += logLevel >= LogLevel.Warning ? 1 : 0;
    }
}
