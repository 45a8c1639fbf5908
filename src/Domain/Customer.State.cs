using System.Buffers;
using PreDelinquency.Domain.Behaviour;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.State;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain;

/// <content>The stored form.</content>
public sealed partial class Customer
{
    /// <summary>Version of the stored form; older ones stay readable.</summary>
    public const byte StateVersion = 3;

    /// <summary>Appends the state in a versioned binary form; equal states give equal bytes.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var state = new StateWriter(output);
        state.Byte(StateVersion);
        state.Double(Score.Probability);
        state.Double(Score.RawScore);
        state.Byte((byte)Score.Level);
        state.Byte((byte)Score.Maturity);
        state.Int32(_judgedDay);
        state.Int64(_judgedAt.UtcTicks);
        state.UInt16(unchecked((ushort)(short)_judgedAt.TotalOffsetMinutes));
        state.Int32(_doubtedDay);
        state.Double(_recordedProbability);
        state.Int32(_recordedDay);
        state.Byte((byte)_episode.Highest);
        state.Int32(_episode.OpenedDay);
        state.Int32(_episode.LastRaisedDay);
        state.Int32(_contactedDay);
        state.Byte((byte)_contactedLevel);
        state.Int32(InterventionCount);
        _behaviour.Write(state);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Not a state, a damaged one, or one of a newer version.</exception>
    public static Customer Read(string id, ReadOnlySpan<byte> state)
    {
        var input = new StateReader(state);
        var version = input.Byte();
        if (version is < 1 or > StateVersion)
            throw new InvalidDataException($"Customer state version {version} is not known; this program reads versions 1 to {StateVersion}.");
        var customer = new Customer(id)
        {
            Score = new RiskScore(input.Double(), input.Double(), (RiskLevel)input.Byte(), (Maturity)input.Byte()),
            _judgedDay = input.Int32(),
            _judgedAt = Moment(input.Int64(), unchecked((short)input.UInt16())),
            _doubtedDay = version == 1 ? DoubtedDay(isFresh: input.Byte() != 0) : input.Int32(),
            _recordedProbability = input.Double(),
            _recordedDay = input.Int32(),
            _episode = new Episode((RiskLevel)input.Byte(), input.Int32(), input.Int32()),
            _contactedDay = input.Int32(),
            _contactedLevel = (RiskLevel)input.Byte(),
            InterventionCount = input.Int32(),
            _behaviour = RollingBehaviour.Read(ref input, version),
        };
        customer.Check();
        return input.AtEnd ? customer : throw new InvalidDataException("The customer state is longer than it should be.");
    }

    // What cannot have come about would fail later, or take long, at each call.
    private void Check()
    {
        if (!Enum.IsDefined(Score.Level) || !Enum.IsDefined(Score.Maturity) || !Enum.IsDefined(_episode.Highest) || !Enum.IsDefined(_contactedLevel))
            throw new InvalidDataException("The customer state is damaged: it holds a level that does not exist.");
        if (InterventionCount < 0)
            throw new InvalidDataException($"The customer state is damaged: it counts {InterventionCount} interventions.");

        // Judged is what happened, and silence up to a bound.
        var latest = _behaviour.LatestDay;
        if (TransactionCount > 0 && (_judgedDay < latest - RollingBehaviour.LatenessDays || _judgedDay > latest + DormantAfterDays))
            throw new InvalidDataException($"The customer state is damaged: it was judged up to day {_judgedDay}, and its days end with {latest}.");
        if (TransactionCount > 0 && TransactionRules.DayOf(_judgedAt) > latest + DormantAfterDays + 3)
            throw new InvalidDataException($"The customer state is damaged: it was judged at {_judgedAt:O}, and its days end with {latest}.");
        foreach (var day in (ReadOnlySpan<int>)[_recordedDay, _contactedDay, _episode.OpenedDay, _episode.LastRaisedDay])
        {
            if (day < 0 || day > latest + DormantAfterDays)
                throw new InvalidDataException($"The customer state is damaged: it holds day {day}, and its days end with {latest}.");
        }
    }

    // Version 1 believed every tick but the first.
    private static int DoubtedDay(bool isFresh) => isFresh ? NoTick : NoDoubt;

    private static DateTimeOffset Moment(long utcTicks, int offsetMinutes)
    {
        if (utcTicks < 0 || utcTicks > DateTimeOffset.MaxValue.UtcTicks || Math.Abs(offsetMinutes) > 14 * 60)
            throw new InvalidDataException("The customer state is damaged: it holds a moment that does not exist.");
        return new DateTimeOffset(utcTicks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(offsetMinutes));
    }
}
