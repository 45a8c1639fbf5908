using System.CommandLine.Parsing;

namespace PreDelinquency.Cli.Posting;

/// <summary>Reads the address of a gateway from a command line.</summary>
internal static class GatewayAddress
{
    /// <summary>Takes one http or https address; its path ends with a slash, so that paths can be put behind it.</summary>
    public static Uri? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        result.AddError($"'{text}' is not an address like http://127.0.0.1:8080.");
        return null;
    }
}
