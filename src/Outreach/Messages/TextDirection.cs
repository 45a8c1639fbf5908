namespace PreDelinquency.Outreach.Messages;

/// <summary>Which way a text runs.</summary>
public enum TextDirection : byte
{
    LeftToRight,
    RightToLeft,
}
