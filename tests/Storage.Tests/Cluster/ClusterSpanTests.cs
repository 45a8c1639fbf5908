using System.Diagnostics;

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

    private static bool Concerns(Activity span, Activity request) => span.ParentSpanId == request.SpanId || span.Links.Any(link => link.Context.SpanId == request.SpanId);
}
