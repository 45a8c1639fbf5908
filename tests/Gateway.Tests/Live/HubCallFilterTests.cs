using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Live;

public sealed class HubCallFilterTests
{
    [Fact]
    public async Task A_wrong_call_is_logged_without_what_the_client_sent()
    {
        using var log = new KeptLog();
        await using var gateway = await RunningGateway.StartAsync(new MemoryService(), services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(log)));
        await using var client = await SignalRClient.ConnectAsync(gateway.Address);

        var (_, error) = await client.SubscribeAsync("""{"x\r\n\u001b[31mcrit: forged":1}""");

        Assert.Contains("forged", error, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Contains("called Subscribe wrongly", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("forged", StringComparison.Ordinal) || line.Any(char.IsControl));
    }
}
