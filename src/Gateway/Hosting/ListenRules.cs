using System.Net;
using System.Net.Sockets;

namespace PreDelinquency.Gateway.Hosting;

/// <summary>Where the gateway may listen.</summary>
internal static class ListenRules
{
    /// <returns>Null where it may, else the rule that the URL breaks.</returns>
    public static string? Violation(string url, bool allowRemote)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return "must be like http://127.0.0.1:8080.";
        }

        if (!address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) || address.IsUnixPipe || address.IsNamedPipe || address.PathBase.Length > 0)
            return "must be http://HOST:PORT; put a proxy before it for https or a path.";
        if (address.Port is < 0 or > 65535)
            return "the port must be 0 to 65535.";
        if (address.Port == 0 && address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return "localhost is more than one address and each would get a port of its own: port 0 goes with 127.0.0.1 or [::1].";
        var isLoopback = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
        return isLoopback || allowRemote
            ? null
            : "is not on this machine only. There is no access control: whoever reaches it can read and write everything. If that is what you want, add --allow-remote.";
    }

    /// <summary>Fails at once where somebody listens already, and not after the store was opened.</summary>
    /// <exception cref="IOException">Names the URL and the reason.</exception>
    public static void RequireFree(IReadOnlyList<string> urls)
    {
        foreach (var url in urls)
        {
            var address = BindingAddress.Parse(url);
            if (address.Port == 0)
                continue;
            var ip = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
                : IPAddress.TryParse(address.Host.Trim('[', ']'), out var given) ? given
                : IPAddress.Any;
            try
            {
                using var listener = new TcpListener(ip, address.Port);
                listener.Start();
            }
            catch (SocketException e)
            {
                throw new IOException($"{url}: {(e.SocketErrorCode == SocketError.AddressAlreadyInUse ? "the port is in use; --urls takes another" : e.Message)}", e);
            }
        }
    }
}
