using PreDelinquency.Gateway.Observing;

namespace PreDelinquency.Gateway.Tests.Observing;

public sealed class PrometheusNamesTests
{
    [Theory]
    [InlineData("http.server.request.duration", "s", nameof(ExpositionKind.Histogram), "http_server_request_duration_seconds", "seconds")]
    [InlineData("dotnet.gc.collections", "{collection}", nameof(ExpositionKind.Counter), "dotnet_gc_collections", null)]
    [InlineData("dotnet.process.cpu.time", "s", nameof(ExpositionKind.Counter), "dotnet_process_cpu_time_seconds", "seconds")]
    [InlineData("memory.bytes", "By", nameof(ExpositionKind.Gauge), "memory_bytes", "bytes")]
    [InlineData("things.total", "{thing}", nameof(ExpositionKind.Counter), "things", null)]
    [InlineData("utilization", "1", nameof(ExpositionKind.Gauge), "utilization_ratio", "ratio")]
    [InlineData("events", "1", nameof(ExpositionKind.Counter), "events", null)]
    [InlineData("speed", "m/s", nameof(ExpositionKind.Gauge), "speed_meters_per_second", "meters_per_second")]
    [InlineData("rate", "{event}/s", nameof(ExpositionKind.Gauge), "rate_per_second", "per_second")]
    [InlineData("orleans-catalog-activations", null, nameof(ExpositionKind.Gauge), "orleans_catalog_activations", null)]
    [InlineData("2.fast..name", "", nameof(ExpositionKind.Gauge), "_2_fast_name", null)]
    [InlineData("ns:größe", "%", nameof(ExpositionKind.Gauge), "ns:gr_e_percent", "percent")]
    public void Names_and_units_become_those_of_Prometheus(string name, string? unit, string kindName, string expected, string? expectedUnit)
    {
        var kind = Enum.Parse<ExpositionKind>(kindName);

        Assert.Equal(expectedUnit, PrometheusNames.Unit(unit, kind));
        Assert.Equal(expected, PrometheusNames.Family(name, expectedUnit, kind));
    }

    [Theory]
    [InlineData("http.request.method", "http_request_method")]
    [InlineData("a:b", "a_b")]
    [InlineData("1st", "_1st")]
    public void Keys_become_names_of_labels(string key, string expected) => Assert.Equal(expected, PrometheusNames.Label(key));
}
