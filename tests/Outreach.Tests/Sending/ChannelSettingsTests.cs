using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Sending;

namespace PreDelinquency.Outreach.Tests.Sending;

public sealed class ChannelSettingsTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private const string Whole = """
        email:
          host: smtp.bank.example
          port: 587
          security: starttls
          user_name: care
          password: { file: smtp.txt }
          from: Your Bank <care@bank.example>
          reply_to: answers@bank.example
          unsubscribe_at: https://contact.bank.example
          timeout_seconds: 30
        sms:
          url: https://sms.example/messages
          secrets: [{ env: SMS_SECRET }, { file: next.txt }]
        phone:
          url: http://127.0.0.1:9000/calls
          secrets: [{ env: SMS_SECRET }]
          timeout_seconds: 20
        alerts:
          emails: [ops@bank.example]
          url: https://ops.example/alerts
          secrets: [{ env: SMS_SECRET }]
        """;

    private readonly TemporaryFolder _folder = new();

    public ChannelSettingsTests()
    {
        _folder.Write("smtp.txt", "open sesame\n");
        _folder.Write("next.txt", Key);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Settings_take_secrets_from_files_and_variables()
    {
        var settings = Load(Whole);

        var email = settings.Email!;
        Assert.Equal(("smtp.bank.example", 587, SmtpSecurity.Starttls, "care", "open sesame"), (email.Host, email.Port, email.Security, email.UserName, email.Password!.Reveal()));
        Assert.Equal(("\"Your Bank\" <care@bank.example>", "answers@bank.example", 30.0), (email.From.ToString(), email.ReplyTo!.ToString(), email.Timeout.TotalSeconds));
        Assert.Equal([Key, Key], settings.Providers[ContactChannel.Sms].Secrets.Select(secret => secret.Reveal()));
        Assert.Equal((10.0, 20.0), (settings.Providers[ContactChannel.Sms].Timeout.TotalSeconds, settings.Providers[ContactChannel.Phone].Timeout.TotalSeconds));
        Assert.Equal("ops@bank.example", Assert.Single(settings.Alerts!.Emails).Address);
    }

    [Theory]
    [InlineData("security: starttls", "security: none", "channels.yaml:4: email.security must be starttls or implicit, unless the host is this machine, not 'none'")]
    [InlineData("security: starttls", "security: tls", "channels.yaml:4: email.security must be one of none, starttls, implicit, not 'tls'")]
    [InlineData("port: 587", "port: 0", "channels.yaml:3: email.port must be a whole number from 1 to 65535, not '0'")]
    [InlineData("host: smtp.bank.example", "host: smtp bank", "channels.yaml:2: email.host must be a name like smtp.bank.example, or an address, not 'smtp bank'")]
    [InlineData("from: Your Bank <care@bank.example>", "from: care", "channels.yaml:7: email.from must be an address like Example Bank <care@bank.example>, not 'care'")]
    [InlineData("  user_name: care\n", "", "channels.yaml:5: email.password must go with user_name")]
    [InlineData("timeout_seconds: 30", "timeout_seconds: 600", "channels.yaml:10: email.timeout_seconds must be a whole number from 1 to 120, not '600'")]
    [InlineData("url: https://sms.example/messages", "url: http://sms.example/messages", "channels.yaml:12: sms.url must be an https address without user and password; http only on this machine")]
    [InlineData("{ env: SMS_SECRET }, ", "{ env: MISSING }, ", "channels.yaml:13: sms.secrets[1].env must hold a secret of at least 32 characters, and holds 0, not 'MISSING'")]
    [InlineData("{ file: next.txt }", "{ file: absent.txt }", "channels.yaml:13: sms.secrets[2].file cannot be read, not 'absent.txt'")]
    [InlineData("{ file: next.txt }", "{ file: next.txt }, { file: next.txt }", "channels.yaml:13: sms.secrets must list one secret, or 2 while one is being replaced")]
    [InlineData("sms:", "telegram: {}\nsms:", "channels.yaml:11: telegram is not known here; known are email, sms, phone, alerts")]
    public void What_breaks_a_rule_is_named_with_its_place(string from, string to, string fault)
    {
        var broken = Assert.Throws<ChannelSettingsException>(() => Load(Change(from, to)));

        Assert.Contains(fault, broken.Message.Split('\n'));
    }

    [Theory]
    [InlineData("password: { file: smtp.txt }", "password: open sesame")]
    [InlineData("secrets: [{ env: SMS_SECRET }, { file: next.txt }]", "secrets: open sesame")]
    [InlineData("secrets: [{ env: SMS_SECRET }, { file: next.txt }]", "secrets: [open sesame]")]
    [InlineData("url: https://sms.example/messages", "url: https://open sesame@sms.example")]
    public void A_secret_in_the_settings_is_refused_and_not_shown(string from, string to)
    {
        var broken = Assert.Throws<ChannelSettingsException>(() => Load(Change(from, to)));

        Assert.DoesNotContain("sesame", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var broken = Assert.Throws<ChannelSettingsException>(() => Load(Change("port: 587", "port: x").Replace("reply_to: answers@bank.example", "reply_to: x", StringComparison.Ordinal)));

        Assert.Equal(2, broken.Faults.Count);
    }

    [Fact]
    public void Secrets_show_themselves_nowhere()
    {
        var settings = Load(Whole);

        Assert.DoesNotContain("sesame", settings.Email!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, string.Concat(settings.Providers.Values) + settings.Providers[ContactChannel.Sms].Secrets[0], StringComparison.Ordinal);
    }

    private static string Change(string from, string to)
    {
        Assert.Contains(from, Whole, StringComparison.Ordinal);
        return Whole.Replace(from, to, StringComparison.Ordinal);
    }

    private ChannelSettings Load(string text) => ChannelSettings.Load(_folder.Write("channels.yaml", text), name => name == "SMS_SECRET" ? Key : null);
}
