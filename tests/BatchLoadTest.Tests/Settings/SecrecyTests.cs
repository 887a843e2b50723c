using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Tests.Settings;

/// <summary>Nothing that a run prints or reports holds a secret.</summary>
public sealed class SecrecyTests : IDisposable
{
    private const string Secret = "hunter2";

    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("--host", "https://me:hunter2@h")]
    [InlineData("--host", "me:hunter2@h:3001")]
    [InlineData("--host", "https://h?token=hunter2")]
    [InlineData("--host", "https://h#hunter2")]
    [InlineData("--host", "mock", "--api-key", "hunter2 x")]
    [InlineData("--host", "mock", "--api-key=hunter2\t")]
    [InlineData("--host", "mock", "--password", "hunter2\nx")]
    [InlineData("--host", "mock", "--password", "a", "hunter2")]
    [InlineData("--host", "mock", "--pasword", "hunter2")]
    [InlineData("--host", "mock", "--pasword=hunter2")]
    [InlineData("--host", "mock", "--pasword:hunter2")]
    [InlineData("--host", "mock", "-phunter2")]
    [InlineData("--host", "mock", "--password", "-hunter2")]
    [InlineData("--host", "mock", "--password", "-shunter2")]
    [InlineData("--host", "mock", "--password", "-Hhunter2")]
    [InlineData("--host", "mock", "--password", "--hunter2")]
    [InlineData("--host", "mock", "--pasword", "-uhunter2")]
    [InlineData("--host", "mock", "--api-key", "-phunter2")]
    [InlineData("--host", "mock", "--web-token", "-thunter2")]
    [InlineData("--host", "mock", "--header", "hunter2")]
    [InlineData("--host", "mock", "--header", "Bad Name: hunter2")]
    [InlineData("--host", "mock", "--header", "X-Token: hunter2\r\nX: y")]
    [InlineData("--host", "mock", "--header", "Authorization: Bearer hunter2")]
    [InlineData("--host", "mock", "--header", "X-Token:", "hunter2")]
    [InlineData("--host", "mock", "--nbomber-arg=--license=hunter2")]
    [InlineData("--host", "mock", "--nbomber-arg", "hunter2")]
    [InlineData("--host", "mock", "--nbomber-arg", "--cluster-nats-url=nats://me:hunter2@h")]
    [InlineData("--host", "mock", "--engine", "nbomber", "--nbomber-arg", "--cluster-nats-url=nats://me:hunter2@h")]
    [InlineData("--host", "mock", "--api-key-endpoint", "https://me:hunter2@h/keys")]
    [InlineData("--host", "mock", "--api-key-endpoint", "/keys?token=hunter2")]
    [InlineData("--host", "mock", "--api-key", "hunter2", "--auth", "none")]
    [InlineData("--host", "mock", "--api-key", "hunter2", "--api-key-file", "x")]
    public async Task Error_DoesNotEchoSecrets(params string[] args)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(args));
        Assert.NotEmpty(line.Errors);
        Assert.DoesNotContain(Secret, line.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_DoNotShowSecrets()
    {
        line.Variables["BASIC_AUTH_PASSWORD"] = Secret;
        line.Variables["API_KEY"] = Secret + "-key";
        var settings = await line.RunAsync("--header", $"X-Token: {Secret}");

        Assert.Equal(Secret, settings.Key.Password);
        Assert.Contains(new("password", "***", "environment variable BASIC_AUTH_PASSWORD"), settings.All);
        Assert.Contains(new("api-key", "***", "environment variable API_KEY"), settings.All);
        Assert.Contains(new("header", "X-Token: ***", "--header"), settings.All);
        object[] shown = [settings, settings.Key, settings.Target, settings.Mock, settings.Output];
        Assert.All(shown, part => Assert.DoesNotContain(Secret, part.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(settings.All, setting => setting.Value.Contains(Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, line.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--password", "BATCH_LOAD_TEST_PASSWORD")]
    [InlineData("--api-key", "BATCH_LOAD_TEST_API_KEY")]
    public async Task SecretOnTheCommandLine_Warns(string option, string variable)
    {
        var settings = await line.RunAsync(option, Secret);
        Assert.Equal(
            $"{option} on the command line shows in the process list; use the environment variable {variable}, or {option}-file",
            Assert.Single(settings.Warnings)
        );
    }

    [Fact]
    public async Task DefaultPassword_IsNotShownEither()
    {
        var settings = await line.RunAsync();
        Assert.Contains(new ReportedSetting("password", "***", "default"), settings.All);
    }
}
