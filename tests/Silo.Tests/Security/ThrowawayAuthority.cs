using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PreDelinquency.Silo.Tests.Security;

/// <summary>Signs certificates for one test.</summary>
internal sealed class ThrowawayAuthority : IDisposable
{
    private static readonly OidCollection Both = [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")];

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    private readonly ThrowawayAuthority? _above;

    /// <param name="name">Its name.</param>
    /// <param name="above">The authority that signs this one's certificate; null for one that others trust by itself.</param>
    public ThrowawayAuthority(string name = "authority", ThrowawayAuthority? above = null)
    {
        _above = above;
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (above is null)
        {
            _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-3), DateTimeOffset.UtcNow.AddDays(3));
            return;
        }

        using var signed = request.Create(above._certificate, DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2), RandomNumberGenerator.GetBytes(16));
        _certificate = signed.CopyWithPrivateKey(_key);
    }

    /// <summary>Its own certificate, by which others know what it signed.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>Writes a Secret's files into a folder: a certificate for a DNS name with those that lead from it to the authority that is trusted, its key, and that authority's certificate.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The DNS name.</param>
    /// <param name="expired">Whether its time is over.</param>
    /// <param name="usages">What it is for; null for servers and clients.</param>
    public void Issue(TemporaryFolder folder, string name = "predelinquency", bool expired = false, OidCollection? usages = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usages ?? Both, false));
        using var certificate = request.Create(
            _certificate, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(expired ? -0.5 : 1), RandomNumberGenerator.GetBytes(16));
        folder.Write("tls.crt", certificate.ExportCertificatePem() + (_above is null ? null : "\n" + Pem));
        folder.Write("tls.key", key.ExportPkcs8PrivateKeyPem());
        folder.Write("ca.crt", _above?.Pem ?? Pem);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
