namespace PreDelinquency.Outreach.Messages;

/// <summary>How a text message travels (3GPP TS 23.038).</summary>
public enum SmsEncoding : byte
{
    /// <summary>The default alphabet, 7 bits a character: 160 in one message.</summary>
    Gsm7,

    /// <summary>16 bits a code unit: 70 in one message.</summary>
    Ucs2,
}
