namespace PreDelinquency.Engine.Internal;

/// <summary>Where a checkpoint began: the position is known once the unit that began it is being committed.</summary>
internal sealed class RoundMark
{
    public long Position { get; set; }
}
