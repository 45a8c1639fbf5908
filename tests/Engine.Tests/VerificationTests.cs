using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Tests;

public sealed class VerificationTests : IAsyncLifetime
{
    private static readonly List<Domain.Transactions.Transaction> Stream = RandomPopulation.Of(31, 8, 120);
    private readonly MemoryStore _store = new(keepsLog: true);

    public static TheoryData<string> Properties =>
        [nameof(Intervention.Driver), nameof(Intervention.Probability), nameof(Intervention.Reasons), nameof(Intervention.Message), nameof(Intervention.Kind), nameof(Intervention.Priority), nameof(Intervention.At)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var engine = await RiskEngine.StartAsync(
            new EngineOptions { Clock = ClockKind.Event, Partitions = 2 }, _store, Models.Nervous, new ManualTime(RandomPopulation.Start.AddYears(1)), NullLogger.Instance, Token);
        await engine.PutProfileAsync(Stream[0].CustomerId, new CustomerProfile { Name = "Asha" }, Token);
        await engine.IngestAsync(Stream, [], Token);
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task A_property_of_an_intervention_that_does_not_follow_from_the_log_is_named(string property)
    {
        using var altered = new FaultyStore(_store) { AltersInterventions = i => i.Sequence == 2 ? i with { Intervention = Alter(i.Intervention, property) } : i };
        var id = (await _store.ReadInterventionsAsync(1, 1, Token))[0].Intervention.InterventionId;

        var report = await StoreVerification.RunAsync(altered, null, Token);

        Assert.Equal([$"Intervention {id} does not follow from the log: its {property} is another."], report.Differences);
    }

    [Fact]
    public async Task A_name_that_an_earlier_version_put_in_is_no_difference()
    {
        using var renamed = new FaultyStore(_store) { AltersInterventions = i => i with { Intervention = i.Intervention with { Message = MessageTemplates.Of(i.Intervention.Channel, i.Intervention.Driver).Replace("{name}", "Zoë", StringComparison.Ordinal) } } };

        Assert.Empty((await StoreVerification.RunAsync(renamed, null, Token)).Differences);
        Assert.Empty((await StoreVerification.RunAsync(_store, null, Token)).Differences);
    }

    private static Intervention Alter(Intervention i, string property) => property switch
    {
        nameof(Intervention.Driver) => i with { Driver = i.Driver == Driver.Gambling ? Driver.CashStrain : Driver.Gambling },
        nameof(Intervention.Probability) => i with { Probability = Math.BitIncrement(i.Probability) },
        nameof(Intervention.Reasons) => i with { Reasons = [.. i.Reasons.Skip(1), new Reason("cash", 1, 1, 1, "x")] },
        nameof(Intervention.Message) => i with { Message = i.Message + " " },
        nameof(Intervention.Kind) => i with { Kind = (InterventionKind)(((int)i.Kind + 1) % 3) },
        nameof(Intervention.Priority) => i with { Priority = i.Priority + 1 },
        _ => i with { At = i.At.ToOffset(i.At.Offset + TimeSpan.FromHours(1)) },
    };
}
