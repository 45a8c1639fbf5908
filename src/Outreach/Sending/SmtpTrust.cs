using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace PreDelinquency.Outreach.Sending;

/// <summary>Which mail servers are believed to be who they say.</summary>
internal static class SmtpTrust
{
    public static SecureSocketOptions OptionOf(SmtpSecurity security) => security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        // Where the server does not offer it, the connection ends; an attacker could take the offer out.
        SmtpSecurity.Starttls => SecureSocketOptions.StartTls,
        SmtpSecurity.Implicit => SecureSocketOptions.SslOnConnect,
        _ => throw new ArgumentOutOfRangeException(nameof(security)),
    };

    public static void Apply(SmtpClient client, EmailSettings settings)
    {
        client.Timeout = (int)settings.Timeout.TotalMilliseconds;
        if (settings.Authorities is not { } authorities)
            return;
        // A bank's own authority seldom has lists that can be reached.
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
            certificate is not null && (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && IsOf(authorities, new X509Certificate2(certificate), chain);
    }

    private static bool IsOf(X509Certificate2Collection authorities, X509Certificate2 certificate, X509Chain? sent)
    {
        using var server = certificate;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(server);
    }
}
