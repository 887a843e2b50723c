using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using BatchLoadTest.Cluster;

namespace BatchLoadTest.Silos.Greeting;

/// <summary>Looks whether there is a master that a worker can join, before a silo is built.</summary>
internal sealed class MasterProbe(ClusterOptions options)
{
    // For each of the few steps: a network that swallows packets says nothing at all.
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(3);

    private string Where => options.Master;

    /// <summary>Looks once; the name is resolved anew.</summary>
    /// <exception cref="NotThereException">Not now.</exception>
    /// <exception cref="ClusterException">Never.</exception>
    public async Task<FoundMaster> LookAsync(CancellationToken cancellationToken)
    {
        var greeting = await GreetAsync(await ResolveAsync(cancellationToken), cancellationToken);
        if (greeting.IsTls && options.Certificate is null)
        {
            throw new ClusterException(
                $"the master at {Where} takes only workers with its certificate; give this worker a copy (--cluster-certificate)"
            );
        }

        if (!greeting.IsTls && options.Certificate is not null)
        {
            throw new ClusterException(
                $"the master at {Where} has no certificate, and this worker has one; give it to both, or to neither"
            );
        }

        var hasStore = greeting.Store != GreetingLine.NoStore;
        if (hasStore != options.Store is not null)
        {
            throw new ClusterException(
                hasStore
                    ? $"the master at {Where} keeps its members in a store; give this worker the same one (--cluster)"
                    : $"the master at {Where} keeps its members itself, and this worker looks for them in a store (--cluster); give it to both, or to neither"
            );
        }

        using var socket = await ConnectAsync(greeting.Master, cancellationToken);
        if (options.Certificate is { } certificate)
        {
            await CompareAsync(socket, certificate, cancellationToken);
        }

        return new FoundMaster(
            greeting.Master,
            ((IPEndPoint)socket.LocalEndPoint!).Address,
            hasStore ? greeting.Store : ""
        );
    }

    /// <summary>Whether a machine says that nobody listens there. One that says nothing may be cut off.</summary>
    public static async Task<bool> IsRefusedAsync(IPEndPoint master)
    {
        using var limit = Limit(CancellationToken.None);
        using var socket = NewSocket(master.Address);
        try
        {
            await socket.ConnectAsync(master, limit.Token);
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<IPAddress[]> ResolveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(options.MasterHost, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new NotThereException(
                $"the name of the master, {options.MasterHost}, has no address; is it written as it should be, and is the master started?",
                e
            );
        }
    }

    private async Task<GreetingLine> GreetAsync(IPAddress[] addresses, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await GreetAsync(address, cancellationToken);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or NotThereException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Something that answers says more than an address at which nobody does.
                last = last is NotThereException ? last : e;
            }
        }

        throw last as NotThereException
            ?? new NotThereException(
                $"nobody answers at {Where} ({string.Join(", ", addresses.AsEnumerable())}); is the master started, is that its port, and is the port open?",
                last
            );
    }

    private async Task<GreetingLine> GreetAsync(IPAddress address, CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        using var socket = NewSocket(address);
        await socket.ConnectAsync(new IPEndPoint(address, options.MasterPort), limit.Token);
        string line;
        try
        {
            line = await AskAsync(socket, limit.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw e is OperationCanceledException
                ? new NotThereException(
                    $"what listens at {Where} says nothing; is that the master's port, and does the master run?",
                    e
                )
                : NoMaster(e);
        }

        if (GreetingLine.IsOfOtherProtocol(line))
        {
            throw new ClusterException(
                $"the master at {Where} is another version of the program; use the same for master and workers"
            );
        }

        return GreetingLine.TryRead(line, out var greeting) ? greeting : throw NoMaster(null);
    }

    private static async Task<string> AskAsync(Socket socket, CancellationToken cancellationToken)
    {
        await socket.SendAsync(GreetingLine.Question.ToArray(), cancellationToken);
        var answer = new byte[GreetingLine.LongestAnswer];
        var length = 0;
        while (length < answer.Length && !answer.AsSpan(0, length).Contains((byte)'\n'))
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return Encoding.ASCII.GetString(answer, 0, length).TrimEnd('\n');
    }

    private NotThereException NoMaster(Exception? inner) =>
        new($"what answers at {Where} is no master of this program; is that the master's port?", inner);

    private async Task<Socket> ConnectAsync(IPEndPoint master, CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        var socket = NewSocket(master.Address);
        try
        {
            await socket.ConnectAsync(master, limit.Token);
            return socket;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new NotThereException(
                $"the master at {Where} tells its workers to reach it at {master}, and nobody answers there; give the master an address that they reach (--advertise)",
                e
            );
        }
    }

    // The master compares as well, and with the same one: a second round would say nothing more.
    private async Task CompareAsync(Socket socket, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        var isOther = false;
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: false));
        await using var _ = tls;
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = GreetingLine.TlsName,
                    ClientCertificates = [certificate],
                    RemoteCertificateValidationCallback = (_, other, _, _) =>
                        !(isOther = !ClusterCertificate.IsSame(certificate, other)),
                },
                limit.Token
            );
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw isOther
                ? new ClusterException(
                    $"the master at {Where} has another certificate than this worker; all need copies of the same file",
                    e
                )
                : new NotThereException($"the master at {Where} breaks off the handshake of TLS: {e.Message}", e);
        }
    }

    private static Socket NewSocket(IPAddress address) =>
        new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private static CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StepLimit);
        return limit;
    }
}
