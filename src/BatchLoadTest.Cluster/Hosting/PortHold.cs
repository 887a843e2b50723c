using System.Net;
using System.Net.Sockets;
using BatchLoadTest.Cluster;

namespace BatchLoadTest.Silos.Hosting;

/// <summary>
/// A port that is this process's own. The engine binds in a way in which two processes can have one port without a word, and
/// takes no port 0: so the port is taken here first, alone, and is then shared with the engine.
/// </summary>
internal sealed class PortHold : IDisposable
{
    private readonly Socket held;

    private PortHold(Socket held) => this.held = held;

    public int Port { get; private init; }

    /// <param name="address">Where it will be listened at.</param>
    /// <param name="port">0 for a free one.</param>
    /// <exception cref="ClusterException">Another process has it, or it cannot be had.</exception>
    public static PortHold Take(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            var taken = ((IPEndPoint)socket.LocalEndPoint!).Port;
            if (OperatingSystem.IsLinux())
            {
                // After the binding: now another socket may have the port as well, if it asks for it as the engine does.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }
            else
            {
                socket.Dispose();
            }

            return new PortHold(socket) { Port = taken };
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new ClusterException(
                e.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"port {port} is taken by another program; choose another one"
                    : $"cannot listen at {new IPEndPoint(address, port)}: {e.Message}",
                e
            );
        }
    }

    public void Dispose() => held.Dispose();
}
