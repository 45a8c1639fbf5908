using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

public sealed class ClusterRiskServiceTests
{
    private static readonly string[] Ids = [.. Lives.OfEight.Select(t => t.CustomerId).Distinct().Order(StringComparer.Ordinal)];

    private readonly LocalCluster _cluster = new(Models.Nervous);

    private ClusterRiskService Service => _cluster.Service;

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Figures_are_those_of_all_customers_and_of_everything_committed()
    {
        await IngestAllAsync();
        await Service.IngestAsync([Lives.OfEight[^1]], [Letter("{")], Stop);
        await RefreshAsync();

        var stats = Service.GetStats();

        var summaries = Ids.Select(id => _cluster.Store.Stored(id).Summary).ToList();
        Assert.Equal((8, Lives.OfEight.Count, 1, 1), (stats.Customers, stats.Transactions, stats.Duplicates, stats.DeadLetters));
        Assert.Equal((await _cluster.Store.ReadTotalsAsync(Stop)).Interventions, stats.Interventions);
        Assert.All(Enum.GetValues<RiskLevel>(), level => Assert.Equal(summaries.Count(s => s.Level == level), stats.ByLevel[level]));
        Assert.Equal(summaries.Average(s => s.Probability), stats.AverageRisk, 1e-8);
        Assert.Equal((0, Lives.OfEight[^1].Timestamp, "nervous"), (stats.Queued, stats.Now, stats.ModelVersion));
        Assert.Equal(Lives.OfEight[^1].Timestamp, Service.Present);
        Assert.Equal(_cluster.Time.GetUtcNow(), Service.Now);
        Assert.False(Service.IsBusy(out _));
    }

    [Fact]
    public async Task The_rate_counts_what_was_accepted_since_this_process_looked_first()
    {
        await Service.IngestAsync([.. Lives.OfEight.Take(100)], [], Stop);
        await _cluster.View.RefreshAsync(Stop);
        Assert.Equal(0, Service.GetStats().TransactionsPerSecond);

        await Service.IngestAsync([.. Lives.OfEight.Skip(100).Take(50)], [], Stop);
        await _cluster.View.RefreshAsync(Stop);

        Assert.Equal(5, Service.GetStats().TransactionsPerSecond);
    }

    [Fact]
    public async Task One_customer_is_assessed_as_many_are_and_as_the_view_says()
    {
        await IngestAllAsync();

        var many = await Service.AssessAsync([.. Ids, "nobody"], Stop);

        foreach (var (id, answer) in Ids.Zip(many))
        {
            var one = (await Service.AssessAsync(id, Stop))!;
            Assert.Equal((id, one.Score), (answer.Assessment!.CustomerId, answer.Assessment.Score));
            Assert.Equal(one.Score, (await Service.GetCustomerAsync(id, Stop))!.Assessment.Score);
        }

        Assert.Equal(new AssessmentAnswer(null, null), many[^1]);
        Assert.Null(await Service.AssessAsync("nobody", Stop));
        Assert.Null(await Service.GetCustomerAsync("nobody", Stop));
        Assert.Null(await Service.GetFeaturesAsync("nobody", null, Stop));
        Assert.Null(await Service.GetHistoryAsync("nobody", null, 1, Stop));
    }

    [Fact]
    public async Task A_what_if_is_asked_of_the_customer_and_changes_nothing()
    {
        await IngestAllAsync();
        var id = Ids[0];
        var (assessed, state) = ((await Service.AssessAsync(id, Stop))!, _cluster.Store.Stored(id).State);
        var (feature, value) = (assessed.Reasons[0].Feature, Math.Min(FeatureCatalogue.All.Single(f => f.Name == assessed.Reasons[0].Feature).Range.Most, 4));

        var same = (await Service.AssumeAsync(id, new Assumption(new Dictionary<string, double?>()), Stop))!;
        var other = (await Service.AssumeAsync(id, new Assumption(new Dictionary<string, double?> { [feature] = value }), Stop))!;

        Assert.Equal((id, assessed.Score), (same.CustomerId, same.Score));
        Assert.NotEqual(value, assessed.Reasons[0].Value);
        Assert.Equal(value, other.Reasons.First(r => r.Feature == feature).Value);
        Assert.Equal(state, _cluster.Store.Stored(id).State);
        Assert.Null(await Service.AssumeAsync("nobody", new Assumption(new Dictionary<string, double?>()), Stop));
    }

    [Fact]
    public async Task Where_some_cannot_be_assessed_their_answers_say_why_and_where_none_can_the_call_fails()
    {
        await IngestAllAsync();
        _cluster.DeactivateAll();
        _cluster.Store.OfLaterVersion.Add(Ids[0]);

        var answers = await Service.AssessAsync([Ids[0], Ids[1]], Stop);

        Assert.Contains("later version", answers[0].Unavailable, StringComparison.Ordinal);
        Assert.NotNull(answers[1].Assessment);
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => Service.AssessAsync([Ids[0]], Stop).AsTask());
        await Assert.ThrowsAsync<ServiceUnavailableException>(() => Service.AssessAsync(Ids[0], Stop).AsTask());
    }

    [Fact]
    public async Task Many_are_assessed_without_waking_anybody()
    {
        await IngestAllAsync();
        var awake = await Service.AssessAsync(Ids[0], Stop);
        _cluster.DeactivateAll();
        _cluster.Store.Before = call => call is { Kind: StoreCallKind.Load, CustomerId.Length: > 0 } ? throw new StoreException("a host wakes") : Task.CompletedTask;

        var answers = await Service.AssessAsync(Ids, Stop);

        Assert.Equal(Ids, answers.Select(answer => answer.Assessment!.CustomerId));
        Assert.Equal(awake!.Score, answers[0].Assessment!.Score);
    }

    [Fact]
    public async Task The_past_is_read_in_pages_newest_first()
    {
        await IngestAllAsync();
        var pages = new List<Transaction>();
        HistoryCursor? before = null;
        do
        {
            var page = (await Service.GetHistoryAsync(Ids[0], before, 7, Stop))!.Transactions;
            pages.AddRange(page.Items);
            before = page.Next;
        }
        while (before is not null);

        Assert.Equal(Lives.OfEight.Where(t => t.CustomerId == Ids[0]).Reverse(), pages);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Service.GetHistoryAsync(Ids[0], null, 0, Stop).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Service.GetHistoryAsync(Ids[0], null, 1001, Stop).AsTask());
    }

    [Fact]
    public async Task Features_are_answered_as_of_now_and_as_of_then()
    {
        await IngestAllAsync();

        var now = (await Service.GetFeaturesAsync(Ids[0], null, Stop))!;
        var then = (await Service.GetFeaturesAsync(Ids[0], PastMoment.At(Lives.OfEight[Lives.OfEight.Count / 2].Timestamp), Stop))!;
        var never = (await Service.GetFeaturesAsync(Ids[0], PastMoment.At(Lives.OfEight[0].Timestamp.AddYears(-1)), Stop))!;

        Assert.Equal(Lives.OfEight.Count(t => t.CustomerId == Ids[0]), now.TransactionCount);
        Assert.InRange(then.TransactionCount, 1, now.TransactionCount - 1);
        Assert.Equal((0L, 0, (ScorePoint?)null), (never.TransactionCount, never.Features.Count, never.Score));
    }

    [Fact]
    public async Task Those_at_most_risk_come_first()
    {
        await IngestAllAsync();
        await RefreshAsync();

        var worst = await Service.GetHighRiskAsync(RiskLevel.Low, 3, Stop);

        Assert.Equal(Ids.OrderByDescending(id => _cluster.Store.Stored(id).Summary.Probability).ThenBy(id => id, StringComparer.Ordinal).Take(3), worst.Select(c => c.CustomerId));
        Assert.All(await Service.GetHighRiskAsync(RiskLevel.High, 100, Stop), c => Assert.True(c.Level >= RiskLevel.High));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Service.GetHighRiskAsync(RiskLevel.Low, 0, Stop).AsTask());
    }

    [Fact]
    public async Task Interventions_and_dead_letters_are_read_after_a_sequence()
    {
        await IngestAllAsync();
        await Service.IngestAsync([], [Letter("{"), Letter("["), Letter("{")], Stop);

        var all = await Service.GetInterventionsAsync(0, 1000, Stop);

        Assert.NotEmpty(all);
        Assert.Equal(all.Skip(1).Take(2), await Service.GetInterventionsAsync(1, 2, Stop));
        Assert.Equal(["{", "["], (await Service.GetDeadLettersAsync(0, 10, Stop)).Select(l => l.Letter.Document));
        Assert.Equal(["["], (await Service.GetDeadLettersAsync(1, 10, Stop)).Select(l => l.Letter.Document));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Service.GetInterventionsAsync(0, 0, Stop).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Service.GetDeadLettersAsync(0, 0, Stop).AsTask());
    }

    [Fact]
    public async Task Profiles_are_stored_and_missed_payments_are_kept_of_those_who_are_known()
    {
        await Service.PutProfileAsync(Ids[0], new CustomerProfile { Name = "Ada" }, Stop);
        var (known, unknown) = (Missed(Ids[0]), Missed("nobody"));

        Assert.Equal([unknown], await Service.NoteMissedPaymentsAsync([known, unknown], Stop));

        Assert.Equal("Ada", (await Service.GetCustomerAsync(Ids[0], Stop))!.Profile!.Name);
        Assert.Equal([known], _cluster.Store.ReadMissedPayments(known.MissedOn).Select(m => m.Payment));
    }

    [Fact]
    public async Task Other_models_judge_from_where_they_are_served_on()
    {
        await Service.IngestAsync([.. Lives.OfOne.SkipLast(10)], [], Stop);

        await Service.ServeAsync(new ServedModels(Models.Shipped, Models.Nervous), Stop);
        await Service.IngestAsync([.. Lives.OfOne.TakeLast(10)], [], Stop);

        var assessment = (await Service.AssessAsync(Lives.OfOne[0].CustomerId, Stop))!;
        Assert.Equal((Models.Shipped.Version, "nervous"), (assessment.ModelVersion, assessment.Shadow!.Value.ModelVersion));
        Assert.Same(Models.Shipped, Service.Models.Champion);
        Assert.All(_cluster.Store.Stored(Lives.OfOne[0].CustomerId).Scores.Where(s => s.Point.At > Lives.OfOne[^10].Timestamp), s => Assert.Equal(Models.Shipped.Version, s.Point.ModelVersion));
    }

    [Fact]
    public async Task Listeners_hear_what_the_inbox_hears()
    {
        var heard = new HeardEffects();
        await _cluster.Inbox.BeginAsync(Stop);
        using var listening = Service.Listen(heard);

        // Batches of less than the lifetime of news, as nobody's news may depend on how far others are within one.
        foreach (var batch in Lives.OfEight.Chunk(20))
            await Service.IngestAsync(batch, [], Stop);
        await _cluster.Inbox.CatchUpAsync(Stop);

        Assert.NotEmpty(heard.Interventions);
        Assert.Equal((await Service.GetInterventionsAsync(0, 1000, Stop)).Where(i => i.Status == InterventionStatus.Proposed), heard.Interventions);
    }

    [Fact]
    public void Health_is_what_was_noted_last_of_each_part()
    {
        _cluster.Health.Note(new PartHealth("store", false, "a cable was pulled"));
        _cluster.Health.Note(new PartHealth("cluster", true, "3 silos"));
        _cluster.Health.Note(new PartHealth("store", true, "memory"));

        Assert.Equal([new PartHealth("cluster", true, "3 silos"), new PartHealth("store", true, "memory")], Service.GetHealth());
    }

    [Fact]
    public async Task A_store_that_does_not_work_makes_the_service_unavailable()
    {
        await IngestAllAsync();
        _cluster.DeactivateAll();
        _cluster.Store.Before = _ => throw new StoreException("a cable was pulled");

        Func<Task>[] calls =
        [
            async () => await Service.IngestAsync([Lives.OfEight[0]], [], Stop),
            async () => await Service.IngestAsync([], [Letter("{")], Stop),
            async () => await Service.GetCustomerAsync(Ids[0], Stop),
            async () => await Service.GetFeaturesAsync(Ids[0], null, Stop),
            async () => await Service.GetHistoryAsync(Ids[0], null, 10, Stop),
            async () => await Service.GetHighRiskAsync(RiskLevel.Low, 10, Stop),
            async () => await Service.GetInterventionsAsync(0, 10, Stop),
            async () => await Service.GetDeadLettersAsync(0, 10, Stop),
            async () => await Service.PutProfileAsync(Ids[0], new CustomerProfile(), Stop),
            async () => await Service.NoteMissedPaymentsAsync([Missed(Ids[0])], Stop),
        ];

        foreach (var call in calls)
            Assert.Contains("a cable was pulled", (await Assert.ThrowsAsync<ServiceUnavailableException>(call)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_hosted_twice_at_once_gets_every_call_done_after_the_conflict()
    {
        var id = Lives.OfOne[0].CustomerId;
        var random = new Random(1);
        _cluster.Chooses = random.Next;
        foreach (var batch in Lives.OfOne.Chunk(20))
        {
            if (_cluster.ActivationsOf(id) < 2)
                _cluster.ActivateAgain(id);
            var outcomes = await Service.IngestAsync(batch, [], Stop);
            Assert.All(outcomes, outcome => Assert.Equal(Applied.Accepted, outcome.Applied));
        }

        Assert.Equal(Lives.OfOne, _cluster.Store.Stored(id).Log.Select(entry => entry.Transaction));
        Replayed.IsAsStored(id, _cluster.Store.Stored(id), Models.Nervous);
    }

    private static DeadLetter Letter(string document) => new(document, "is no JSON", "http", Lives.OfEight[0].Timestamp);

    private static MissedPayment Missed(string id) => new(id, Category.Rent, new DateOnly(2025, 2, 1), new DateOnly(2025, 2, 5), Money.FromDecimal(500));

    private async Task IngestAllAsync() => await Service.IngestAsync(Lives.OfEight, [], Stop);

    private async Task RefreshAsync()
    {
        await _cluster.Reporter.FlushAsync(Stop);
        await _cluster.View.RefreshAsync(Stop);
    }
}
