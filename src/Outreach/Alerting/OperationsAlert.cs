using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Outreach.Alerting;

/// <summary>An alert from when its condition was first seen to when it was over.</summary>
/// <param name="Latest">As it was seen last.</param>
/// <param name="FirstAt">When it was first seen.</param>
/// <param name="LastAt">When it was last seen.</param>
/// <param name="OverAt">When it was told to be over; null while it is open.</param>
public sealed record OperationsAlert(AlertFinding Latest, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset? OverAt)
{
    /// <summary>The same for every message of this opening or this end: 32 hexadecimal digits, whatever the subject is.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Latest.Condition}/{Latest.Subject}/{FirstAt.UtcTicks}/{(OverAt is null ? "open" : "over")}"))).AsSpan(..16));
}
