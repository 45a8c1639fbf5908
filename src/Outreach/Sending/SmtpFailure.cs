using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>What a failure of a mail server means. Reasons hold codes and no words of the server, which like to repeat the address.</summary>
internal static class SmtpFailure
{
    /// <summary>The server said no to the sender, the recipient or the text.</summary>
    public static SendResult Answered(SmtpCommandException e)
    {
        var code = (int)e.StatusCode;
        var reason = $"SMTP {code}{EnhancedCode(e.Message)}";
        return e.ErrorCode switch
        {
            // What it has against the sender, it has against all messages.
            SmtpErrorCode.SenderNotAccepted => new SendResult.Unavailable($"{reason} to the sender", null),
            SmtpErrorCode.RecipientNotAccepted => Of(code, $"{reason} to the recipient"),
            _ => Of(code, reason),
        };
    }

    /// <summary>In words that hold nothing of the message and no secret.</summary>
    public static string Connecting(Exception e) => e switch
    {
        SmtpCommandException answered => $"SMTP {(int)answered.StatusCode}",
        OperationCanceledException or TimeoutException => "no answer in time",
        MailKit.Security.SslHandshakeException => "its certificate is not trusted, or it does not speak TLS",
        MailKit.Security.AuthenticationException => "it does not take the user name and password",
        ServiceNotAuthenticatedException => "it asks for a user name and password",
        NotSupportedException => "it does not offer what the settings ask for",
        _ => "the connection failed",
    };

    /// <summary>Whether it is something that servers and networks do.</summary>
    public static bool IsExpected(Exception e) =>
        e is IOException or SocketException or TimeoutException or OperationCanceledException or ProtocolException or CommandException
            or MailKit.Security.AuthenticationException or MailKit.Security.SslHandshakeException
            or ServiceNotConnectedException or ServiceNotAuthenticatedException or NotSupportedException;

    // RFC 5321, 4.2.1: 4yz is for now, 5yz for good.
    private static SendResult Of(int code, string reason) => code >= 500 ? new SendResult.Refused(reason) : new SendResult.Unavailable(reason, null);

    /// <summary>Like <c> 5.1.1</c>, where the words begin with one (RFC 3463); empty else.</summary>
    private static string EnhancedCode(string words)
    {
        var first = words.Split(' ', '\n')[0];
        return first.Split('.') is ["2" or "4" or "5", { Length: >= 1 and <= 3 } subject, { Length: >= 1 and <= 3 } detail] && subject.All(char.IsAsciiDigit) && detail.All(char.IsAsciiDigit)
            ? $" {first}"
            : "";
    }
}
