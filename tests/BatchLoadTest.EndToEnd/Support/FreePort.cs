using System.Net;
using System.Net.Sockets;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>A port on which nothing listens.</summary>
public static class FreePort
{
    /// <summary>Finds one; somebody else may take it until it is used.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
