using System.Diagnostics;
using PreDelinquency.Cluster.Ports;

namespace PreDelinquency.Storage.Tests.Cluster;

public sealed class ClusterSpanTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_database_transaction_is_a_span_below_the_customers_of_whom_it_is()
    {
        using var spans = new RecordedSpans();
        await using var store = await ClusterDatabase.Create(server).OpenAsync();
        var random = new Random(1);
        using var first = spans.Begin();
        var one = store.CommitAsync(ClusterSamples.Commit(random, 1, 0), TestContext.Current.CancellationToken).AsTask();
        using var second = spans.Begin();
        var other = store.CommitAsync(ClusterSamples.Commit(random, 2, 0), TestContext.Current.CancellationToken).AsTask();
        await Task.WhenAll(one, other);

        // Together or one by one, as it happens: each of them is the parent or a link. A span ends after its callers have their answers.
        await Eventually.HoldsAsync(() => new[] { first, second }.All(request => Commits().Any(span => Concerns(span, request))));
        Assert.All(Commits(), span => Assert.Equal("postgresql", span.GetTagItem("db.system.name")));
        Assert.Equal(2, Commits().Sum(span => (int)span.GetTagItem("db.operation.batch.size")!));

        List<Activity> Commits() => [.. spans.Of(first.TraceId).Concat(spans.Of(second.TraceId)).Where(span => span.OperationName == "commit")];
    }

    [Fact]
    public async Task What_is_passed_on_says_which_span_led_to_it()
    {
        const string Header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var store = await ClusterDatabase.Create(server).OpenAsync();
        var random = new Random(2);
        foreach (var (customer, traceParent) in new[] { (1, Header), (2, null) })
        {
            var commit = ClusterSamples.Commit(random, customer, 0, interventions: 1);
            commit.Scores.Add(ClusterSamples.Score(random, 1));
            commit.TraceParent = traceParent;
            await store.CommitAsync(commit, TestContext.Current.CancellationToken);
        }

        var interventions = await store.ReadInterventionsAfterAsync(0, 10, TestContext.Current.CancellationToken);
        var scores = await store.ReadScoresAfterAsync(ScoreCursor.Start, 100, TestContext.Current.CancellationToken);

        Assert.Equal([("c1", Header), ("c2", null)], interventions.Select(i => (i.Intervention.Intervention.CustomerId, i.TraceParent)));
        Assert.Equal([("c1", Header), ("c2", null)], scores.Select(s => (s.CustomerId, s.TraceParent)).Distinct());
        Assert.Equal(await store.ReadInterventionsAsync(0, 10, TestContext.Current.CancellationToken), interventions.Select(i => i.Intervention), (a, b) => a.Sequence == b.Sequence && a.Intervention.InterventionId == b.Intervention.InterventionId);
    }

    private static bool Concerns(Activity span, Activity request) => span.ParentSpanId == request.SpanId || span.Links.Any(link => link.Context.SpanId == request.SpanId);
}
