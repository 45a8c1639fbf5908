namespace PreDelinquency.Outreach.Sending;

/// <summary>How a connection to a mail server is protected. A server that does not do it gets no message.</summary>
public enum SmtpSecurity
{
    /// <summary>Not at all: to this machine alone.</summary>
    None,

    /// <summary>By STARTTLS before anything else is said (RFC 3207); commonly on port 587.</summary>
    Starttls,

    /// <summary>TLS from the first byte (RFC 8314); commonly on port 465.</summary>
    Implicit,
}
