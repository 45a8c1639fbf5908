using System.Text.Json;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Hosting;

/// <summary>Asks a running gateway whether it is ready, for a container that holds no other program to ask with.</summary>
internal static class ReadinessCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns><see cref="ExitCode.Success"/> where it is.</returns>
    public static async Task<int> RunAsync(Uri gateway, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Patience };
        string problem;
        try
        {
            using var response = await client.GetAsync(new Uri(gateway, "/health/ready"), cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                await output.WriteLineAsync("ready");
                return ExitCode.Success;
            }

            problem = Describe(await response.Content.ReadAsStringAsync(cancellationToken)) ?? $"answers {(int)response.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            problem = e.Message;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            problem = $"does not answer within {Patience.TotalSeconds:0} s";
        }

        await error.WriteLineAsync($"gateway: {gateway}: {problem}");
        return ExitCode.Failed;
    }

    private static string? Describe(string body)
    {
        try
        {
            var parts = JsonSerializer.Deserialize(body, GatewayJsonContext.Default.HealthDocument)?.Parts ?? [];
            return string.Join("; ", parts.Where(p => !p.Healthy && p.Essential).Select(p => $"{p.Part}: {p.Detail}"));
        }
        catch (JsonException)
        {
            // Somebody else listens there.
            return null;
        }
    }
}
