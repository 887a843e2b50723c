using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace BatchLoadTest.Bench;

/// <summary>The program's own mock server in a process of its own: the service, and the judge of how much was sent.</summary>
internal sealed class MockServer : IDisposable
{
    /// <summary>A key that it accepts.</summary>
    public const string ApiKey = "bench-key";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartInterval = TimeSpan.FromMilliseconds(100);

    private readonly Process process;
    private readonly HttpClient client;

    private MockServer(Process process, Uri host)
    {
        this.process = process;
        Host = host;
        client = new HttpClient { BaseAddress = host };
    }

    public Uri Host { get; }

    /// <summary>Starts one on a free port and returns when it answers.</summary>
    public static async Task<MockServer> StartAsync(BuiltProgram program)
    {
        var host = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] arguments =
        [
            .. (string[])["mock", "--urls", host.ToString(), "--batch-duration", "0s"],
            // Long runs leave no heap of old files behind.
            .. (string[])["--file-life", "20s", "--api-key", ApiKey],
        ];
        var start = new ProcessStartInfo(program.Path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var mock = new MockServer(Process.Start(start)!, host);
        mock.process.BeginOutputReadLine();
        try
        {
            await mock.WaitAsync();
            return mock;
        }
        catch
        {
            mock.Dispose();
            throw;
        }
    }

    /// <summary>Counts from zero.</summary>
    public async Task ResetAsync()
    {
        using var response = await client.PostAsync(new Uri("/mock/reset", UriKind.Relative), content: null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Requests since the last reset.</summary>
    /// <exception cref="InvalidOperationException">Some were answered with a failure: that is no measurement.</exception>
    public async Task<long> RequestsAsync()
    {
        using var counts = JsonDocument.Parse(
            await client.GetByteArrayAsync(new Uri("/mock/counts", UriKind.Relative))
        );
        var answers =
            from kind in counts.RootElement.GetProperty("statuses").EnumerateObject()
            from status in kind.Value.EnumerateObject()
            select $"{status.Value} × {kind.Name} {status.Name}";
        var failures = answers.Where(answer => answer[^3] != '2').ToList();
        if (failures.Count > 0)
        {
            throw new InvalidOperationException($"the mock server answered {string.Join(", ", failures)}");
        }

        return counts.RootElement.GetProperty("requests").EnumerateObject().Sum(kind => kind.Value.GetInt64());
    }

    public void Dispose()
    {
        client.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private async Task WaitAsync()
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (true)
        {
            try
            {
                await client.GetStringAsync(new Uri("/mock/healthz", UriKind.Relative), timeout.Token);
                return;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(StartInterval, TimeProvider.System, timeout.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
