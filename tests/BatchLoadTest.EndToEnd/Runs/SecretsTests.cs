using System.Text;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>No secret is in anything that a run writes: both streams and every file of the results folder.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string Password = "Pa55-w0rd!%very\"secret";
    private const string Given = "sk-given-4711-secret-key-value";
    private const string Header = "header-secret-value-0815";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("basic", 1)]
    [InlineData("login", 1)]
    public async Task CreatedKey_IsNowhere(string auth, int exitCode)
    {
        await using var mock = await MockProcess.StartAsync(
            "--username",
            "tester",
            "--password",
            Password,
            "--batch-duration",
            "0s",
            "--fail-rate",
            "0.1"
        );
        var result = await RunAsync(mock, auth, Password);

        result.ExitedWith(exitCode);
        Assert.Contains("created API key", result.Error, StringComparison.Ordinal);
        NothingLeaks(
            result,
            "sk-",
            Password,
            Convert.ToBase64String(Encoding.UTF8.GetBytes("tester:" + Password)),
            Header,
            "dwctl_session"
        );
    }

    [Fact]
    public async Task WrongPassword_IsNowhere()
    {
        await using var mock = await MockProcess.StartAsync("--username", "tester", "--password", Password);
        var result = await RunAsync(mock, "basic", "wrong-" + Password);

        result.ExitedWith(3);
        NothingLeaks(result, "wrong-", Password, Header);
    }

    [Fact]
    public async Task GivenKeyThatIsRefused_IsNowhereAndExitsWith3()
    {
        await using var mock = await MockProcess.StartAsync();
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["API_KEY"] = Given },
            "--host",
            mock.Address,
            "--users",
            "3",
            "--run-time",
            "20s",
            "--headless",
            "--results",
            "out",
            "--loglevel",
            "debug"
        );

        result.ExitedWith(3);
        NothingLeaks(result, Given);
    }

    private Task<ProgramResult> RunAsync(MockProcess mock, string auth, string password) =>
        BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["BASIC_AUTH_USERNAME"] = "tester",
                ["BASIC_AUTH_PASSWORD"] = password,
            },
            "--host",
            mock.Address,
            "--auth",
            auth,
            "--users",
            "10",
            "--spawn-rate",
            "100",
            "--iterations",
            "30",
            "--wait",
            "0s",
            "--headless",
            "--results",
            "out",
            "--header",
            "X-Team: " + Header,
            "--loglevel",
            "debug",
            "--error-rate-threshold",
            "0"
        );

    private void NothingLeaks(ProgramResult result, params string[] secrets)
    {
        var written = Directory
            .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => (Name: file, Text: File.ReadAllText(file)))
            .Append((Name: "standard output", Text: result.Output))
            .Append((Name: "standard error", Text: result.Error))
            .ToList();
        Assert.Contains(written, file => file.Name.EndsWith("metrics.json", StringComparison.Ordinal));
        foreach (var secret in secrets)
        {
            Assert.All(
                written,
                file =>
                    Assert.False(file.Text.Contains(secret, StringComparison.Ordinal), $"{file.Name} holds {secret}")
            );
        }
    }
}
