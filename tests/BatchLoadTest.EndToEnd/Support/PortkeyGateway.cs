using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Parts;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>Portkey's gateway as a process of its own.</summary>
public sealed class PortkeyGateway : IAsyncDisposable
{
    private readonly Process process;
    private readonly int port;

    private PortkeyGateway(Process process, int port) => (this.process, this.port) = (process, port);

    public string Address => $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";

    public static async Task<PortkeyGateway> StartAsync()
    {
        var free = FreePort.Find();
        var gateway = new PortkeyGateway(
            Process.Start(
                new ProcessStartInfo(
                    InstalledParts.Command("node")!,
                    [InstalledParts.Gateway, $"--port={free.ToString(CultureInfo.InvariantCulture)}", "--headless"]
                )
                {
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                    WorkingDirectory = Path.GetTempPath(),
                }
            )!,
            free
        );
        gateway.process.BeginOutputReadLine();
        await Eventually.TrueAsync(gateway.Listens, "the gateway listens");
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private bool Listens()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
