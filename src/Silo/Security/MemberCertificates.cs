using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;
using PreDelinquency.Silo.Hosting;

namespace PreDelinquency.Silo.Security;

/// <summary>
/// How silos and gateways know each other: each shows a certificate for the cluster's name that the cluster's own authority signed,
/// and takes no other. One name for all, as silos are known by addresses that come and go. The files are those of a Kubernetes
/// Secret of TLS; they are read whenever two processes connect, so that renewed ones count from then on. Any thread.
/// </summary>
internal sealed partial class MemberCertificates
{
    private static readonly string[] BothUsages = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"];

    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly string _name;
    private readonly ILogger _logger;
    private MemberFiles _files;

    /// <param name="folder">Holds the files.</param>
    /// <param name="name">The DNS name that certificates of the cluster are for.</param>
    /// <param name="logger">Hears whom it refuses, and of files that cannot be used.</param>
    /// <exception cref="ClusterException">The files cannot be used, or others would refuse the certificate; the message says nothing that they hold.</exception>
    public MemberCertificates(string folder, string name, ILogger logger)
    {
        (_folder, _name, _logger) = (folder, name, logger);
        _files = Read();
    }

    /// <summary>What is wrong with the files; null where nothing is.</summary>
    public static string? ViolationOf(string folder, string name)
    {
        try
        {
            _ = new MemberCertificates(folder, name, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
            return null;
        }
        catch (ClusterException e)
        {
            return e.Message;
        }
    }

    /// <summary>The own certificate with its key.</summary>
    public X509Certificate2 Own => Current().Own;

    /// <summary>Lets all connections of a silo or of a client go by these certificates, on both sides.</summary>
    public void Secure(TlsOptions options)
    {
        // Orleans asks for a certificate by itself; what is sent are those between it and the authority too, as not everybody has them.
        options.LocalServerCertificateSelector = (_, _) => Own;
        options.LocalClientCertificateSelector = (_, _, _, _, _) => Own;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (certificate, chain, _) => IsMember(certificate, chain?.ChainPolicy.ExtraStore ?? []);
        options.OnAuthenticateAsServer = (_, authentication) =>
        {
            var server = (SslServerAuthenticationOptions)authentication.SslServerAuthenticationOptions;
            (server.ServerCertificateSelectionCallback, server.ServerCertificateContext) = (null, Current().Chain);
        };
        options.OnAuthenticateAsClient = (_, authentication) =>
        {
            var client = (SslClientAuthenticationOptions)authentication.SslClientAuthenticationOptions;
            (client.LocalCertificateSelectionCallback, client.ClientCertificateContext, client.TargetHost) = (null, Current().Chain, _name);
        };
    }

    /// <summary>Whether a certificate is one of the cluster's.</summary>
    /// <param name="certificate">What the other side showed.</param>
    /// <param name="sent">What it sent along: certificates between its own and the authority's.</param>
    public bool IsMember(X509Certificate2 certificate, X509Certificate2Collection sent)
    {
        if (RefusalOf(certificate, Current(), sent) is not { } reason)
            return true;
        LogRefused(_logger, certificate.Subject, reason);
        return false;
    }

    private MemberFiles Current()
    {
        lock (_lock)
        {
            try
            {
                if (!_files.AreAsRead())
                    _files = Read();
            }
            catch (ClusterException e)
            {
                // Half of a change, or a mistake: those before may be good for long.
                LogNotRead(_logger, e.Message);
            }

            return _files;
        }
    }

    // A certificate that others would refuse is a mistake whenever it comes: the process would be cut off with the next connection.
    private MemberFiles Read()
    {
        var files = MemberFiles.Read(_folder);
        return RefusalOf(files.Own, files, []) is { } reason ? throw new ClusterException($"{files.CertificatePath}: {reason}") : files;
    }

    private string? RefusalOf(X509Certificate2 certificate, MemberFiles files, X509Certificate2Collection sent)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames());
        if (!names.Contains(_name, StringComparer.OrdinalIgnoreCase))
            return $"it is not for the DNS name {_name}.";
        if (certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } usage && !BothUsages.All(known => usage.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == known)))
            return "it is not for servers and clients both (extended key usage serverAuth and clientAuth).";
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(files.Authorities);
        chain.ChainPolicy.ExtraStore.AddRange(files.Between);
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate) ? null : $"it does not lead to an authority of {files.AuthoritiesPath}: {string.Join(" ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()))}";
    }

    [LoggerMessage(3401, LogLevel.Warning, "A process that wants to connect, or to be connected to, is refused. It shows the certificate {Subject}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string subject, string reason);

    [LoggerMessage(3402, LogLevel.Warning, "Certificates that changed cannot be used; those before go on: {Reason}")]
    private static partial void LogNotRead(ILogger logger, string reason);
}
