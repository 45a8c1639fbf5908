using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Tests;

public sealed class FailingCustomersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly FailingCustomers _failing;

    public FailingCustomersTests() => _failing = new FailingCustomers(Patience, _time, NullLogger.Instance);

    [Fact]
    public void A_customer_is_given_up_once_it_failed_for_as_long_as_the_patience_and_until_it_is_taken()
    {
        Assert.False(Fails("c"));
        _time.Advance(Patience - TimeSpan.FromTicks(1));
        Assert.False(Fails("c"));
        Assert.False(Fails("d"));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(Fails("c"));
        Assert.False(Fails("d"));

        Assert.True(_failing.Any);
        _failing.Taken("c");
        _failing.Taken("d");

        Assert.False(_failing.Any);
        Assert.False(Fails("c"));
    }

    [Fact]
    public void What_may_pass_gives_nobody_up()
    {
        for (var minute = 0; minute < 3; minute++)
        {
            Assert.False(_failing.IsGivenUp("c", new ServiceUnavailableException("no silo")));
            _time.Advance(Patience);
        }

        Assert.False(_failing.Any);
    }

    [Fact]
    public void Where_many_fail_no_more_are_given_up_until_one_is_taken()
    {
        var ids = Enumerable.Range(0, FailingCustomers.MostGivenUp + 2).Select(i => $"c{i}").ToList();
        Assert.All(ids, id => Assert.False(Fails(id)));
        _time.Advance(Patience);

        Assert.Equal(FailingCustomers.MostGivenUp, ids.Count(Fails));
        Assert.Contains("More than 100 customers fail", _failing.Problem, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(_failing.Problem);
        Assert.False(Fails(ids[^1]));
        Assert.NotNull(_failing.Problem);

        _failing.Taken(ids[0]);
        Assert.True(Fails(ids[^1]));
        Assert.False(Fails(ids[^2]));
    }

    private bool Fails(string customerId) => _failing.IsGivenUp(customerId, new ServiceUnavailableException("no such thing") { IsPermanent = true });
}
