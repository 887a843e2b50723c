using System.Diagnostics;
using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>Locust's own page, on loopback, with one user class that asks one address of a server of ours.</summary>
internal sealed class LocustPage : IAsyncDisposable
{
    private const string Users = """
        from locust import HttpUser, constant, task

        class User(HttpUser):
            wait_time = constant(0.05)

            @task
            def ask(self):
                self.client.get("/works")
                self.client.get("/fails")
        """;

    private readonly Process itself;
    private readonly TemporaryFolder files;
    private readonly WebServer asked;

    private LocustPage(Process process, TemporaryFolder folder, WebServer server, Uri address)
    {
        itself = process;
        files = folder;
        asked = server;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>Starts it; its test needs <c>locust</c>.</summary>
    public static async Task<LocustPage> StartAsync()
    {
        var locust = InstalledParts.Command("locust")!;
        var folder = new TemporaryFolder();
        folder.Write("locustfile.py", Users);
        var server = await WebServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/fails" ? 500 : 200;
            return Task.CompletedTask;
        });
        var port = FreePort.Find();
        string[] arguments =
        [
            "--web-host",
            "127.0.0.1",
            "--web-port",
            $"{port}",
            "--host",
            server.Address.GetLeftPart(UriPartial.Authority),
        ];
        var process = Process.Start(
            new ProcessStartInfo(locust, arguments)
            {
                WorkingDirectory = folder.Path,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var page = new LocustPage(process, folder, server, new Uri($"http://127.0.0.1:{port}/"));
        await page.AnswersAsync();
        return page;
    }

    public async Task<JsonElement> GetAsync(string path) =>
        JsonElement.Parse(await Client.GetStringAsync(new Uri(path, UriKind.Relative)));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        itself.Kill(entireProcessTree: true);
        await itself.WaitForExitAsync();
        itself.Dispose();
        await asked.DisposeAsync();
        files.Dispose();
    }

    private async Task AnswersAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await Client.GetStringAsync(new Uri("stats/requests", UriKind.Relative));
                return;
            }
            catch (HttpRequestException)
            {
                Assert.True(
                    TimeProvider.System.GetElapsedTime(start) < Eventually.Patience,
                    "Locust's page never answered"
                );
                await Task.Delay(100);
            }
        }
    }
}
