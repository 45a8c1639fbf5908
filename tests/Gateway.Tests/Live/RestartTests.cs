using System.Text.Json;
using PreDelinquency.Gateway.Tests.Hosting;

namespace PreDelinquency.Gateway.Tests.Live;

/// <summary>The live feed on the real engine and the real store.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Across_a_restart_a_client_hears_every_intervention_once_and_in_order()
    {
        var heard = new List<long>();
        await using (var program = await StartAsync())
            await HearAsync(program, heard, atLeast: 20);
        await using var again = await StartAsync();
        await HearAsync(again, heard, atLeast: heard.Count + 5);

        using var http = new HttpClient { BaseAddress = again.Address };
        var listed = new List<long>();
        var after = 0L;
        while (listed.Count < heard.Count)
        {
            using var page = JsonDocument.Parse(await http.GetStringAsync($"/interventions?limit=7&after_sequence={after}"));
            listed.AddRange(page.RootElement.GetProperty("items").EnumerateArray()
                .Where(i => i.GetProperty("status").GetString() == "proposed")
                .Select(i => i.GetProperty("sequence").GetInt64()));
            after = page.RootElement.GetProperty("next_sequence").GetInt64();
        }

        Assert.Equal(listed.Take(heard.Count), heard);
    }

    private Task<RunningProgram> StartAsync() =>
        RunningProgram.StartAsync(_folder.Path, "--demo", "--demo-customers", "150", "--demo-months", "6", "--demo-day-seconds", "0.1");

    private static async Task HearAsync(RunningProgram program, List<long> heard, int atLeast)
    {
        await using var client = await SignalRClient.ConnectAsync(program.Address);
        await client.SubscribeAsync($$"""{"after_sequence":{{(heard.Count == 0 ? 0 : heard[^1])}}}""");
        while (heard.Count < atLeast)
            heard.Add((await client.NextAsync("intervention")).GetProperty("sequence").GetInt64());
    }
}
