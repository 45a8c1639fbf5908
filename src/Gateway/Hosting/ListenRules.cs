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
        // What follows the last colon, where it is no number, stays part of the host.
        if (address.Port is < 0 or > 65535 || (address.Host.Contains(':') && !address.Host.StartsWith('[')))
            return "the port must be a number, 0 to 65535.";
        // The server would take any other name for every address of this machine.
        if (!IsNamed(address) && AddressOf(address) is null)
            return "the host must be localhost, an IP address like 127.0.0.1 or [::1], or * for every address of this machine.";
        if (address.Port == 0 && IsLocalhost(address))
            return "localhost is more than one address and each would get a port of its own: port 0 goes with 127.0.0.1 or [::1].";
        var isLoopback = IsLocalhost(address) || (AddressOf(address) is { } ip && IPAddress.IsLoopback(ip));
        return isLoopback || allowRemote
            ? null
            : "is not on this machine only. Whoever reaches it can read everything and, unless --people names who may, change everything. If that is what you want, add --allow-remote.";
    }

    /// <summary>Fails at once where somebody listens already, and not after the store was opened.</summary>
    /// <exception cref="IOException">Names the URL and the reason.</exception>
    public static void RequireFree(IReadOnlyList<string> urls)
    {
        // All at once, as two of the URLs may be after the same port.
        var listeners = new List<TcpListener>();
        try
        {
            foreach (var url in urls)
            {
                var address = BindingAddress.Parse(url);
                if (address.Port != 0)
                    listeners.Add(Listen(url, "--urls", IsLocalhost(address) ? IPAddress.Loopback : AddressOf(address) ?? IPAddress.Any, address.Port));
            }
        }
        finally
        {
            listeners.ForEach(l => l.Dispose());
        }
    }

    /// <summary>Fails at once where somebody listens already.</summary>
    /// <param name="endpoint">Where the program is about to listen.</param>
    /// <param name="option">The option that names the port.</param>
    /// <exception cref="IOException">Names the endpoint and the reason.</exception>
    public static void RequireFree(IPEndPoint endpoint, string option) => Listen(endpoint.ToString(), option, endpoint.Address, endpoint.Port).Dispose();

    /// <summary>Where a browser on this machine finds what listens at an address, which may be every address.</summary>
    public static string Reachable(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.Host is "*" or "+" or "0.0.0.0" ? $"http://127.0.0.1:{address.Port}" : address.Host == "[::]" ? $"http://[::1]:{address.Port}" : url;
    }

    private static TcpListener Listen(string place, string option, IPAddress ip, int port)
    {
        var listener = new TcpListener(ip, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new IOException($"{place}: {(e.SocketErrorCode == SocketError.AddressAlreadyInUse ? $"the port is in use; {option} takes another" : e.Message)}", e);
        }
    }

    private static bool IsLocalhost(BindingAddress address) => address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsNamed(BindingAddress address) => IsLocalhost(address) || address.Host is "*" or "+";

    /// <summary>Null where the host is no address in the form that URLs have.</summary>
    private static IPAddress? AddressOf(BindingAddress address)
    {
        var (host, family) = address.Host is ['[', .. var inner, ']'] ? (inner, AddressFamily.InterNetworkV6) : (address.Host, AddressFamily.InterNetwork);
        return IPAddress.TryParse(host, out var ip) && ip.AddressFamily == family ? ip : null;
    }
}
