namespace PreDelinquency.Outreach.Deciding;

/// <summary>Makes a decision again from its record, for whoever wants to know why.</summary>
public static class DecisionReview
{
    /// <summary>The action that follows from what the record says was compared.</summary>
    /// <exception cref="FormatException">The record lacks an answer, or holds one that no decision writes.</exception>
    public static DecisionAction Redecide(DecisionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return RuleBook.Ask(new RecordedReadings(record), new List<RuleAnswer>());
    }

    /// <summary>Whether the record's action and all of its verdicts follow from what it says was compared.</summary>
    /// <exception cref="FormatException">See <see cref="Redecide"/>.</exception>
    public static bool Holds(DecisionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var answers = new List<RuleAnswer>();
        return RuleBook.Ask(new RecordedReadings(record), answers) == record.Action && answers.SequenceEqual(record.Answers);
    }
}
