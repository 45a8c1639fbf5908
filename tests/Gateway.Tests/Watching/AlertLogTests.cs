using Microsoft.Extensions.Logging;
using PreDelinquency.Monitoring;

namespace PreDelinquency.Gateway.Tests.Watching;

public sealed class AlertLogTests
{
    [Fact]
    public void An_alert_is_logged_with_its_model_and_its_moment()
    {
        var log = new KeptLog();
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        log.AlertRaised("m1", AlertKind.Drift, at, "x is spread otherwise.");
        log.AlertOver("m1", AlertKind.Drift, "x", at);

        Assert.Equal(
            [
                "Alert of the live model m1 (Drift) as of 2026-03-01T12:00:00+00:00: x is spread otherwise.",
                "Over: alert of the live model m1 (Drift) about x, as of 2026-03-01T12:00:00+00:00.",
            ],
            log.Lines);
    }

    private sealed class KeptLog : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
