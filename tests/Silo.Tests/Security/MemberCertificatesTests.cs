using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Silo.Hosting;
using PreDelinquency.Silo.Security;

namespace PreDelinquency.Silo.Tests.Security;

public sealed class MemberCertificatesTests : IDisposable
{
    private readonly ThrowawayAuthority _authority = new();
    private readonly ThrowawayAuthority _stranger = new("stranger");
    private readonly TemporaryFolder _own = new();
    private readonly TemporaryFolder _other = new();

    public MemberCertificatesTests() => _authority.Issue(_own);

    [Fact]
    public void A_certificate_of_the_authority_for_the_name_of_the_cluster_is_one_of_the_cluster()
    {
        _authority.Issue(_other);

        Assert.True(Open().IsMember(Certificate(), []));
    }

    [Fact]
    public void A_certificate_of_another_authority_is_refused()
    {
        _stranger.Issue(_other);

        Assert.False(Open().IsMember(Certificate(), []));
        Assert.False(Open().IsMember(Certificate(), [X509Certificate2.CreateFromPem(_stranger.Pem)]));
    }

    [Fact]
    public void A_certificate_that_leads_to_the_authority_by_one_that_was_sent_along_is_one_of_the_cluster()
    {
        using var between = new ThrowawayAuthority("between", _authority);
        between.Issue(_other);

        Assert.False(Open().IsMember(Certificate(), []));
        Assert.True(Open().IsMember(Certificate(), [X509Certificate2.CreateFromPem(between.Pem)]));
    }

    [Fact]
    public void A_certificate_of_the_authority_for_another_name_is_refused()
    {
        _authority.Issue(_other, "shop");

        Assert.False(Open().IsMember(Certificate(), []));
    }

    [Fact]
    public void A_certificate_whose_time_is_over_is_refused()
    {
        _authority.Issue(_other, expired: true);

        Assert.False(Open().IsMember(Certificate(), []));
    }

    [Fact]
    public void Renewed_files_count_from_then_on_and_those_that_cannot_be_used_do_not()
    {
        var certificates = Open();
        var before = certificates.Own.Thumbprint;

        _authority.Issue(_own);
        var renewed = certificates.Own.Thumbprint;
        _own.Write("tls.crt", "half a certificate");

        Assert.NotEqual(before, renewed);
        Assert.Equal(renewed, certificates.Own.Thumbprint);
    }

    [Fact]
    public void Renewed_files_that_others_would_refuse_do_not_take_the_place_of_good_ones()
    {
        var certificates = Open();
        var before = certificates.Own.Thumbprint;

        _authority.Issue(_own, "shop");
        var misnamed = certificates.Own.Thumbprint;
        _authority.Issue(_own);

        Assert.Equal(before, misnamed);
        Assert.NotEqual(before, certificates.Own.Thumbprint);
    }

    [Fact]
    public void While_one_authority_replaces_another_both_are_trusted()
    {
        var certificates = Open();
        _own.Write("ca.crt", _authority.Pem + "\n" + _stranger.Pem);
        _stranger.Issue(_other);

        Assert.True(certificates.IsMember(Certificate(), []));
    }

    [Fact]
    public void A_certificate_that_others_would_refuse_is_told_at_the_start()
    {
        Assert.Null(MemberCertificates.ViolationOf(_own.Path, "predelinquency"));

        Assert.Equal($"{_own.File("tls.crt")}: it is not for the DNS name other.", MemberCertificates.ViolationOf(_own.Path, "other"));
        _authority.Issue(_own, usages: [new Oid("1.3.6.1.5.5.7.3.1")]);
        Assert.Contains("it is not for servers and clients both", MemberCertificates.ViolationOf(_own.Path, "predelinquency"), StringComparison.Ordinal);
        _authority.Issue(_own, expired: true);
        Assert.Contains("it does not lead to an authority of ", MemberCertificates.ViolationOf(_own.Path, "predelinquency"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tls.crt", "holds no certificate in PEM.")]
    [InlineData("ca.crt", "holds no certificate in PEM.")]
    [InlineData("tls.key", "holds no key in PEM, or not that of the certificate in tls.crt.")]
    public void A_file_that_holds_something_else_is_named(string file, string rule)
    {
        _own.Write(file, "secret-word");

        Assert.Equal($"{_own.File(file)}: {rule}", MemberCertificates.ViolationOf(_own.Path, "predelinquency"));
    }

    [Fact]
    public void A_file_that_is_missing_is_named()
    {
        File.Delete(_own.File("ca.crt"));

        Assert.Contains(_own.File("ca.crt"), MemberCertificates.ViolationOf(_own.Path, "predelinquency"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_option_and_the_variable_name_the_folder()
    {
        var byVariable = new CommandLine(name => name == CommandLine.TlsVariable ? _own.Path : null);
        string[] run = ["run", "--database", "Host=db;Database=risk;Username=risk"];

        Assert.Equal(_own.Path, byVariable.Read(byVariable.Root.Parse(run)).TlsFolder);
        var byOption = new CommandLine(_ => null);
        Assert.Null(byOption.Read(byOption.Root.Parse(run)).TlsFolder);
        Assert.Equal(_own.Path, byOption.Read(byOption.Root.Parse([.. run, "--tls", _own.Path])).TlsFolder);
        Assert.Contains(byOption.Violations(byOption.Root.Parse([.. run, "--tls", "/no/such/folder"])), violation => violation.StartsWith("--tls /no/such/folder: ", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        _own.Dispose();
        _other.Dispose();
    }

    private MemberCertificates Open() => new(_own.Path, "predelinquency", NullLogger.Instance);

    /// <summary>That of the other folder, as it comes over the wire.</summary>
    private X509Certificate2 Certificate() => X509Certificate2.CreateFromPem(File.ReadAllText(_other.File("tls.crt")));
}
