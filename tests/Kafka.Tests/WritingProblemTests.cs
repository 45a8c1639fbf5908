using Confluent.Kafka;

namespace PreDelinquency.Kafka.Tests;

public sealed class WritingProblemTests
{
    private static readonly Error Away = new(ErrorCode.Local_AllBrokersDown);
    private static readonly Error AwayAgain = new(ErrorCode.Local_Transport);

    private readonly WritingProblem _problem = new();

    [Fact]
    public void What_comes_while_brokers_are_asked_outlasts_their_answer()
    {
        _problem.NoteOfClient(Away);

        _problem.LookAgain(() => _problem.NoteOfClient(AwayAgain));

        Assert.Equal(AwayAgain, _problem.Now);
        _problem.LookAgain(static () => { });
        Assert.Null(_problem.Now);
    }

    [Fact]
    public void Brokers_that_do_not_answer_stay_a_problem_and_the_reason_is_theirs()
    {
        _problem.NoteOfClient(Away);

        _problem.LookAgain(static () => throw new KafkaException(AwayAgain));

        Assert.Equal(AwayAgain, _problem.Now);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_send_that_failed_is_a_problem_until_one_succeeds_whenever_brokers_answer(bool isWhileAsked)
    {
        var failed = new Error(ErrorCode.Local_MsgTimedOut);
        _problem.NoteOfClient(Away);
        if (!isWhileAsked)
            _problem.NoteOfSend(failed);

        _problem.LookAgain(() =>
        {
            if (isWhileAsked)
                _problem.NoteOfSend(failed);
        });
        _problem.LookAgain(static () => { });

        Assert.Equal(failed, _problem.Now);
        _problem.End();
        Assert.Null(_problem.Now);
    }

    [Fact]
    public void What_a_broker_answered_is_not_asked_for_again()
    {
        var refused = new Error(ErrorCode.ClusterAuthorizationFailed);
        _problem.NoteOfClient(refused);

        _problem.LookAgain(static () => Assert.Fail("It was asked."));

        Assert.Equal(refused, _problem.Now);
    }
}
