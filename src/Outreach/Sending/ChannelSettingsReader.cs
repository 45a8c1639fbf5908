using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Sending;

/// <summary>Reads the settings of channels. What is returned is of use only where no fault was found.</summary>
/// <param name="folder">What names of files in it are relative to.</param>
/// <param name="environment">The value of a variable; null where it is not set.</param>
internal sealed class ChannelSettingsReader(string folder, Func<string, string?> environment)
{
    private static readonly ContactChannel[] OfProviders = [ContactChannel.Sms, ContactChannel.Phone];

    private static readonly MailboxAddress NoAddress = new("", "nobody@localhost");

    private readonly SecretReader _secrets = new(folder, environment);

    public ChannelSettings Read(YamlGroup root)
    {
        var email = root.Has("email") ? ReadEmail(root.Group("email")) : null;
        var providers = OfProviders
            .Where(channel => root.Has(WireNames<ContactChannel>.Of(channel)))
            .ToDictionary(channel => channel, channel => ReadProvider(channel, root.Group(WireNames<ContactChannel>.Of(channel))));
        var alerts = root.Has("alerts") ? ReadAlerts(root.Group("alerts"), hasEmail: email is not null) : null;
        root.RefuseOtherKeys();
        return new ChannelSettings { Email = email, Providers = providers, Alerts = alerts };
    }

    private EmailSettings ReadEmail(YamlGroup group)
    {
        var settings = new EmailSettings
        {
            Host = ReadHost(group),
            Port = group.Count("port", 1, 65_535),
            Security = group.Word<SmtpSecurity>("security"),
            UserName = group.Has("user_name") ? group.Text("user_name").Text : null,
            Password = group.Has("password") ? _secrets.Password(group, "password") : null,
            Authorities = group.Has("authorities") ? ReadAuthorities(group) : null,
            From = ReadAddress(group, "from"),
            ReplyTo = group.Has("reply_to") ? ReadAddress(group, "reply_to") : null,
            UnsubscribeAt = ReadUrl(group, "unsubscribe_at"),
            Timeout = ReadTimeout(group, 60, 120),
            ReportSecrets = group.Has("report_secrets") ? _secrets.SigningKeys(group, "report_secrets") : [],
        };
        if (settings.Security == SmtpSecurity.None && group.Has("security") && group.Has("host") && !IsLoopback(settings.Host))
            group.Fault("security", "must be starttls or implicit, unless the host is this machine");
        if ((settings.UserName is null) != (settings.Password is null))
            group.Fault(settings.UserName is null ? "password" : "user_name", "must go with " + (settings.UserName is null ? "user_name" : "password"));
        group.RefuseOtherKeys();
        return settings;
    }

    private ProviderSettings ReadProvider(ContactChannel channel, YamlGroup group)
    {
        var settings = new ProviderSettings
        {
            Channel = channel,
            Url = ReadUrl(group, "url"),
            Secrets = _secrets.SigningKeys(group, "secrets"),
            Timeout = ReadTimeout(group, 10, 60),
        };
        group.RefuseOtherKeys();
        return settings;
    }

    private AlertSettings ReadAlerts(YamlGroup group, bool hasEmail)
    {
        var emails = new List<MailboxAddress>();
        foreach (var text in group.OptionalTexts("emails"))
        {
            if (MailboxAddress.TryParse(text.Text, out var address))
                emails.Add(address);
            else
                group.Fault("emails", $"must list addresses like ops@bank.example, not '{text.Text}'");
        }

        if (emails.Count > 0 && !hasEmail)
            group.Fault("emails", "must go with the section email, whose server sends them");
        var settings = new AlertSettings
        {
            Emails = emails,
            Url = group.Has("url") ? ReadUrl(group, "url") : null,
            Secrets = group.Has("url") || group.Has("secrets") ? _secrets.SigningKeys(group, "secrets") : [],
        };
        if (settings.Url is null && group.Has("secrets"))
            group.FaultOfSecret("secrets", "must go with url");
        group.RefuseOtherKeys();
        return settings;
    }

    private static string ReadHost(YamlGroup group)
    {
        var host = group.Text("host").Text;
        if (group.Has("host") && Uri.CheckHostName(host) == UriHostNameType.Unknown)
            group.Fault("host", "must be a name like smtp.bank.example, or an address");
        return host;
    }

    private static MailboxAddress ReadAddress(YamlGroup group, string key)
    {
        var text = group.Text(key).Text;
        if (MailboxAddress.TryParse(text, out var address) && address.Domain.Length > 0)
            return address;
        if (group.Has(key))
            group.Fault(key, "must be an address like Example Bank <care@bank.example>");
        return NoAddress;
    }

    private static Uri ReadUrl(YamlGroup group, string key)
    {
        var text = group.Text(key).Text;
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out var url);
        if (isUrl && url!.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0 || isUrl && url!.Scheme == Uri.UriSchemeHttp && url.UserInfo.Length == 0 && IsLoopback(url.Host))
            return url;
        if (group.Has(key))
            group.FaultOfSecret(key, "must be an https address without user and password; http only on this machine");
        return new Uri("https://localhost");
    }

    private static TimeSpan ReadTimeout(YamlGroup group, int absent, int most) =>
        TimeSpan.FromSeconds(group.Has("timeout_seconds") ? group.Count("timeout_seconds", 1, most) : absent);

    private X509Certificate2Collection ReadAuthorities(YamlGroup group)
    {
        var authorities = new X509Certificate2Collection();
        var text = group.Text("authorities").Text;
        try
        {
            authorities.ImportFromPemFile(Path.Combine(folder, text));
            if (authorities.Count == 0)
                group.Fault("authorities", "must name a file of certificates in PEM");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            group.Fault("authorities", $"must name a file of certificates in PEM ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')})");
        }

        return authorities;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
