using System.Text;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

/// <summary>A customer that fails for a reason of its own, as whoever sends its transactions by HTTP sees it.</summary>
public sealed class GivenUpCustomerTests
{
    private static readonly IReadOnlyList<Transaction> Life = Lives.OfEight;
    private static readonly string One = Life[0].CustomerId;

    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly LocalCluster _cluster;

    public GivenUpCustomerTests()
    {
        _cluster = new LocalCluster(Models.Nervous, time: _time);
        _cluster.Store.Before = call => call.Kind == StoreCallKind.Commit && call.CustomerId == One ? throw new StoreException("22000: poison") { IsPermanent = true } : Task.CompletedTask;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_sender_is_asked_for_patience_and_then_goes_on_without_it()
    {
        var failure = await Assert.ThrowsAsync<ServiceUnavailableException>(IngestAsync);
        Assert.Equal((One, false), (failure.CustomerId, failure.IsPermanent));
        Assert.Contains($"Customer {One} fails for a reason of its own", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("poison", failure.Message, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(1));

        var outcomes = await IngestAsync();

        var own = Life.Zip(outcomes).Where(t => t.First.CustomerId == One).ToList();
        Assert.All(own, t => Assert.Equal(Applied.TooLate, t.Second.Applied));
        Assert.All(own, t => Assert.Contains("poison", t.Second.Error, StringComparison.Ordinal));
        Assert.All(Life.Zip(outcomes).Where(t => t.First.CustomerId != One), t => Assert.Equal(Applied.Duplicate, t.Second.Applied));
        var letters = await _cluster.Store.ReadDeadLettersAsync(0, int.MaxValue, Stop);
        Assert.Equal(own.Select(t => t.First.TransactionId), letters.Select(l => Read(l.Letter).TransactionId));
        Assert.All(letters, l => Assert.Equal("http", l.Letter.Source));
    }

    [Fact]
    public async Task Its_sender_is_told_what_was_taken_of_others()
    {
        var failure = await Assert.ThrowsAsync<ServiceUnavailableException>(IngestAsync);

        Assert.Equal(Life.Select(t => t.CustomerId == One ? null : (Applied?)Applied.Accepted), failure.KnownOutcomes.Select(outcome => outcome?.Applied));
    }

    [Fact]
    public async Task It_is_taken_again_once_its_cause_is_gone()
    {
        await Assert.ThrowsAsync<ServiceUnavailableException>(IngestAsync);
        _time.Advance(TimeSpan.FromMinutes(1));
        await IngestAsync();
        _cluster.Store.Before = _ => Task.CompletedTask;

        Assert.All(Life.Zip(await IngestAsync()), t => Assert.Equal(t.First.CustomerId == One ? Applied.Accepted : Applied.Duplicate, t.Second.Applied));
        Assert.Equal(Life.Where(t => t.CustomerId == One), _cluster.Store.Stored(One).Log.Select(entry => entry.Transaction));
    }

    private static Transaction Read(DeadLetter letter)
    {
        Assert.True(TransactionJson.TryRead(Encoding.UTF8.GetBytes(letter.Document), DateTimeOffset.MaxValue, out var transaction, out _));
        return transaction!;
    }

    private Task<IReadOnlyList<IngestOutcome>> IngestAsync() => _cluster.Service.IngestAsync(Life, [], Stop).AsTask();
}
