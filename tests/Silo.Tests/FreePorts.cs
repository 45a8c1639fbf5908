using System.Net;
using System.Net.Sockets;

namespace PreDelinquency.Silo.Tests;

/// <summary>Ports of this machine that nobody listens on.</summary>
internal static class FreePorts
{
    /// <returns>Different ones.</returns>
    public static int[] Take(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                listeners.Add(new TcpListener(IPAddress.Loopback, 0));
                listeners[^1].Start();
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
