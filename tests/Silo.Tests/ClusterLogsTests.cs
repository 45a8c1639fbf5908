using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PreDelinquency.Silo.Hosting;

namespace PreDelinquency.Silo.Tests;

public sealed class ClusterLogsTests
{
    [Theory]
    [InlineData("Orleans.Runtime.CallbackData", LogLevel.Warning, LogLevel.Warning, false)]
    [InlineData("Orleans.Runtime.CallbackData", LogLevel.Warning, LogLevel.Error, true)]
    [InlineData("Orleans.Runtime.CallbackData", LogLevel.Information, LogLevel.Warning, true)]
    [InlineData("Orleans.Runtime.CallbackData", LogLevel.None, LogLevel.Error, false)]
    [InlineData("Orleans.Runtime.Watchdog", LogLevel.Warning, LogLevel.Warning, false)]
    [InlineData("Orleans.Messaging", LogLevel.Warning, LogLevel.Warning, false)]
    [InlineData("Orleans.Messaging.ClientMessageCenter", LogLevel.Warning, LogLevel.Warning, false)]
    [InlineData("Orleans.Messaging.ClientMessageCenter", LogLevel.Warning, LogLevel.Error, true)]
    [InlineData("Orleans.Runtime.Scheduler.WorkItemGroup", LogLevel.Warning, LogLevel.Warning, false)]
    [InlineData("Orleans.Connections.Security.TlsServerConnectionMiddleware", LogLevel.Warning, LogLevel.Warning, true)]
    [InlineData("Polly", LogLevel.Warning, LogLevel.Error, false)]
    [InlineData("Orleans.Runtime.MembershipService.MembershipTableManager", LogLevel.Warning, LogLevel.Warning, true)]
    [InlineData("PreDelinquency.Grains.Watching.StoreWatch", LogLevel.Warning, LogLevel.Warning, true)]
    public void What_one_cause_repeats_is_left_out_unless_it_is_asked_for(string category, LogLevel asked, LogLevel level, bool isLogged)
    {
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(asked).AddConsole().LeaveOutRepetitions(asked))
            .BuildServiceProvider();

        Assert.Equal(isLogged, services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(level));
    }
}
