using System.Net.Sockets;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>Tells errors of sockets that this machine makes from those that the way to the service makes.</summary>
public static class LocalFault
{
    private const int OutOfMemory = 12; // ENOMEM, which .NET has no name for.

    /// <summary>What this machine lacks and what to do about it; null for any other error.</summary>
    /// <param name="exception">What a socket threw.</param>
    public static string? Words(SocketException exception) =>
        exception.SocketErrorCode switch
        {
            // EMFILE and ENFILE.
            SocketError.TooManyOpenSockets =>
                "this machine: too many open files; raise the limit (ulimit -n, fs.file-max) or lower --users",
            // What connecting without a port of one's own can mean by these two.
            SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse =>
                "this machine: no local port or address is free (EADDRNOTAVAIL); widen net.ipv4.ip_local_port_range or lower "
                    + "--users",
            SocketError.NoBufferSpaceAvailable => NoMemory,
            _ when !OperatingSystem.IsWindows() && exception.NativeErrorCode == OutOfMemory => NoMemory,
            _ => null,
        };

    private const string NoMemory =
        "this machine: no memory or buffer space for a connection (ENOBUFS); lower --users or give it more memory";
}
