using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PreDelinquency.Silo.Hosting;

namespace PreDelinquency.Silo.Security;

/// <summary>The files of a Kubernetes Secret of TLS as they were read. Immutable.</summary>
internal sealed class MemberFiles
{
    private readonly string _folder;
    private readonly string[] _texts;

    private MemberFiles(string folder, string[] texts, X509Certificate2 own, X509Certificate2Collection between, X509Certificate2Collection authorities) =>
        (_folder, _texts, Own, Between, Authorities, Chain) = (folder, texts, own, between, authorities, SslStreamCertificateContext.Create(own, between, offline: true));

    /// <summary>The first certificate of <c>tls.crt</c>, with the key of <c>tls.key</c>.</summary>
    public X509Certificate2 Own { get; }

    /// <summary>The others of <c>tls.crt</c>, which lead from it to an authority.</summary>
    public X509Certificate2Collection Between { get; }

    /// <summary>What is shown to others: the own one with those that lead from it to an authority.</summary>
    public SslStreamCertificateContext Chain { get; }

    /// <summary>Those of <c>ca.crt</c>, all of which are trusted: two while one replaces the other.</summary>
    public X509Certificate2Collection Authorities { get; }

    public string CertificatePath => Path.Combine(_folder, "tls.crt");

    public string AuthoritiesPath => Path.Combine(_folder, "ca.crt");

    /// <summary>Reads the files of a folder.</summary>
    /// <exception cref="ClusterException">One is missing or holds something else; the message names it and nothing that it holds.</exception>
    public static MemberFiles Read(string folder)
    {
        var texts = TextsOf(folder);
        var (certificates, authorities) = (Parsed(folder, "tls.crt", texts[0]), Parsed(folder, "ca.crt", texts[2]));
        return new MemberFiles(folder, texts, WithKey(folder, texts[0], texts[1]), [.. certificates.Skip(1)], [.. authorities]);
    }

    /// <summary>Whether the files still hold what was read.</summary>
    /// <exception cref="ClusterException">One is missing.</exception>
    public bool AreAsRead() => TextsOf(_folder).SequenceEqual(_texts, StringComparer.Ordinal);

    private static string[] TextsOf(string folder)
    {
        try
        {
            return [.. new[] { "tls.crt", "tls.key", "ca.crt" }.Select(name => File.ReadAllText(Path.Combine(folder, name)))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException(e.Message, e);
        }
    }

    private static X509Certificate2Collection Parsed(string folder, string name, string text)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException e)
        {
            throw new ClusterException($"{Path.Combine(folder, name)}: {e.Message}", e);
        }

        return certificates.Count > 0 ? certificates : throw new ClusterException($"{Path.Combine(folder, name)}: holds no certificate in PEM.");
    }

    private static X509Certificate2 WithKey(string folder, string certificate, string key)
    {
        try
        {
            // Once more by way of a file's form, as not every system takes a key for connections that never was in one.
            using var read = X509Certificate2.CreateFromPem(certificate, key);
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ClusterException($"{Path.Combine(folder, "tls.key")}: holds no key in PEM, or not that of the certificate in tls.crt.", e);
        }
    }
}
