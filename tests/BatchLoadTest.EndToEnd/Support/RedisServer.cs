using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>Redis as a process of its own, which keeps nothing on disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly int port;

    private RedisServer(Process process, int port) => (this.process, this.port) = (process, port);

    /// <summary>For <c>--cluster</c>.</summary>
    public string Address => $"redis://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";

    public static async Task<RedisServer> StartAsync()
    {
        var free = FreePort.Find();
        var number = free.ToString(CultureInfo.InvariantCulture);
        var server = new RedisServer(
            Process.Start(
                new ProcessStartInfo("redis-server", ["--port", number, "--bind", "127.0.0.1", "--save", ""])
                {
                    RedirectStandardOutput = true,
                    UseShellExecute = false,
                    WorkingDirectory = Path.GetTempPath(),
                }
            )!,
            free
        );
        server.process.BeginOutputReadLine();
        await Eventually.TrueAsync(() => server.Says("PING") == "+PONG", "Redis answers");
        return server;
    }

    /// <summary>How many keys it holds.</summary>
    public int Keys => int.Parse(Says("DBSIZE")[1..], CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private string Says(string command)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            using var stream = client.GetStream();
            using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
            using var reader = new StreamReader(stream);
            writer.WriteLine(command);
            return reader.ReadLine() ?? "";
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
