using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Sending;
using PreDelinquency.Outreach.Tests.Running;
using static PreDelinquency.Outreach.Tests.Sending.SendingSamples;

namespace PreDelinquency.Outreach.Tests.Sending;

public sealed class RestingChannelTests
{
    private static readonly SendResult Down = new SendResult.Unconfirmed("no answer in time", null);
    private static readonly SendResult Taken = new SendResult.Accepted("r");

    private readonly ManualTime _time = new(Noon);
    private readonly Provider _provider = new(ContactChannel.Sms);
    private readonly RestingChannel _channel;

    public RestingChannelTests() => _channel = new RestingChannel(_provider, _time);

    [Fact]
    public async Task A_provider_that_keeps_everybody_waiting_is_left_alone_for_a_minute()
    {
        for (var i = 0; i < RestingChannel.MostSlowFailures; i++)
            Assert.Equal(Down, await SendAsync(Down, TimeSpan.FromSeconds(10)));

        var resting = Assert.IsType<SendResult.Unavailable>(await SendAsync(Taken, TimeSpan.Zero));
        Assert.Equal((RestingChannel.Rest, false), (resting.RetryAfter, resting.WasAsked));
        Assert.Equal(RestingChannel.MostSlowFailures, _provider.Handed.Count);
        _time.Advance(RestingChannel.Rest);
        Assert.Equal(Taken, await SendAsync(Taken, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Quick_answers_never_make_it_rest(int seconds)
    {
        for (var i = 0; i < 20; i++)
            Assert.Equal(Down, await SendAsync(Down, TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public async Task One_message_that_is_taken_begins_the_count_anew()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(Down, await SendAsync(Down, TimeSpan.FromSeconds(10)));
            Assert.Equal(Down, await SendAsync(Down, TimeSpan.FromSeconds(10)));
            Assert.Equal(Taken, await SendAsync(Taken, TimeSpan.FromSeconds(10)));
        }
    }

    private async Task<SendResult> SendAsync(SendResult answer, TimeSpan takes)
    {
        _provider.Answer = _ =>
        {
            _time.Advance(takes);
            return Task.FromResult(answer);
        };
        return await _channel.SendAsync(Sms(), CancellationToken.None);
    }
}
