using System.Globalization;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>A container's health check, which has no shell and no curl.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task Health_OfAPage_IsItsExitCode()
    {
        string port;
        using var folder = new TemporaryFolder();
        await using (var page = await PageProgram.StartAsync("--host", "mock", "--web-token", "secret"))
        {
            port = page.Address.Port.ToString(CultureInfo.InvariantCulture);
            var well = await BuiltProgram.RunAsync(folder.Path, null, "health", "--web-port", port);
            Assert.Equal(ExitCodes.Success, well.ExitCode);
            Assert.Equal("ok", well.Output.Trim());
        }

        var gone = await BuiltProgram.RunAsync(folder.Path, null, "health", "--web-port", port);
        Assert.Equal(ExitCodes.NotHealthy, gone.ExitCode);
        Assert.StartsWith($"error: page on http://127.0.0.1:{port}/: ", gone.Error, StringComparison.Ordinal);
    }
}
