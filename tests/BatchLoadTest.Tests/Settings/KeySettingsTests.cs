using BatchLoadTest.Authentication;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Tests.Settings;

public sealed class KeySettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("basic", AuthMode.Basic)]
    [InlineData("Login", AuthMode.Login)]
    [InlineData("none", AuthMode.None)]
    public async Task Auth_Read(string text, AuthMode mode) =>
        Assert.Equal(mode, (await line.RunAsync("--auth", text)).Key.Mode);

    [Fact]
    public async Task EveryOption()
    {
        line.Variables["BASIC_AUTH_PASSWORD"] = "p:w @1";
        var settings = await line.RunAsync([
            "--username",
            "me@example.org",
            "--api-key-endpoint",
            "https://keys.example/k",
            "--api-key-purpose",
            "platform",
        ]);
        Assert.Equal(
            new KeyOptions
            {
                Username = "me@example.org",
                Password = "p:w @1",
                Endpoint = "https://keys.example/k",
                Purpose = "platform",
            },
            settings.Key
        );
    }

    [Fact]
    public async Task ApiKey_SetsTheMode()
    {
        line.Variables["API_KEY"] = "sk-1";
        var settings = await line.RunAsync();
        Assert.Equal((AuthMode.ApiKey, "sk-1"), (settings.Key.Mode, settings.Key.ApiKey));
        Assert.DoesNotContain(settings.All, setting => setting.Name == "auth");
    }

    [Theory]
    [InlineData("none", "no key is sent with none; leave one of them out")]
    [InlineData("basic", "a key that exists is not created; leave one of them out")]
    [InlineData("login", "a key that exists is not created; leave one of them out")]
    public async Task ApiKeyWithAuth_IsAnError(string auth, string problem)
    {
        line.Variables["API_KEY"] = "sk-1";
        Assert.Equal(
            $"--auth '{auth}' from the command line and --api-key from environment variable API_KEY: {problem}",
            await line.ErrorAsync("--auth", auth)
        );
    }

    [Fact]
    public async Task Files_HoldSecrets()
    {
        line.Write("secrets/password", "s3cret\n");
        line.Write("secrets/key", "sk-2\r\n");
        line.Variables["BASIC_AUTH_PASSWORD"] = "weaker";
        line.Variables["API_KEY"] = "weaker";
        var settings = await line.RunAsync("--password-file", "secrets/password", "--api-key-file", "secrets/key");
        Assert.Equal(
            ("s3cret", "sk-2", AuthMode.ApiKey),
            (settings.Key.Password, settings.Key.ApiKey, settings.Key.Mode)
        );
        Assert.Empty(line.Warnings);
    }

    [Fact]
    public async Task File_WeakerThanValue_IsNotRead()
    {
        line.Variables["BATCH_LOAD_TEST_PASSWORD_FILE"] = "none";
        Assert.Equal("direct", (await line.RunAsync("--password", "direct")).Key.Password);
    }

    [Fact]
    public async Task FileAndValueInOneLayer_IsAnError()
    {
        line.Write("key", "sk-2");
        Assert.Equal(
            "--api-key from the command line and --api-key-file 'key' from the command line: only one of them can hold",
            await line.ErrorAsync("--api-key", "sk-1", "--api-key-file", "key")
        );
    }

    [Theory]
    [InlineData("none", "--password-file 'none' from the command line: the file does not exist")]
    [InlineData(
        "empty",
        "--password-file 'empty' from the command line: the file's content must be one line and not empty"
    )]
    [InlineData(
        "two",
        "--password-file 'two' from the command line: the file's content must be one line and not empty"
    )]
    public async Task File_Broken(string name, string expected)
    {
        line.Write("empty", "\n");
        line.Write("two", "s3cret\ns3cret");
        Assert.Equal(expected, await line.ErrorAsync("--password-file", name));
    }

    // A Secret that echo made.
    [Theory]
    [InlineData("sk-1\n")]
    [InlineData("sk-1\r\n")]
    public async Task KeyUserAndPassword_OneLineEnd_IsNoPartOfThem(string text)
    {
        Assert.Equal("sk-1", (await line.RunAsync("--headless", "--api-key", text)).Key.ApiKey);
        var key = (await line.RunAsync("--headless", "--username", text, "--password", text)).Key;
        Assert.Equal(("sk-1", "sk-1"), (key.Username, key.Password));
    }

    [Theory]
    [InlineData("sk-hidden\nmore", "has a line end in it; a key is one line")]
    [InlineData("sk-\nhidden", "has a line end in it; a key is one line")]
    [InlineData("sk hidden", "has a space in it")]
    [InlineData("sk-hidd\u00e9n", "has a character outside ASCII in it")]
    [InlineData("Bearer hidden", "begins with the word Bearer, which is no part of a key")]
    [InlineData("\"sk-hidden\"", "has quotes around it, which are no part of a key")]
    [InlineData("'sk-hidden'", "has quotes around it, which are no part of a key")]
    public async Task ApiKey_NoKey_IsNamedAsWhatItIsAndNotShown(string key, string words)
    {
        line.Write("key", key + "\n");
        line.Variables["API_KEY"] = key;

        AssertNames(await line.ErrorAsync(), "--api-key from environment variable API_KEY: " + words);

        line.Variables.Remove("API_KEY");
        AssertNames(await line.ErrorAsync("--api-key", key), "--api-key from the command line: " + words);
        if (!key.EndsWith('\n'))
        {
            AssertNames(
                await line.ErrorAsync("--api-key-file", "key"),
                "--api-key-file 'key' from the command line: the file's content " + words
            );
        }

        static void AssertNames(string error, string expected)
        {
            Assert.StartsWith(expected, error, StringComparison.Ordinal);
            Assert.DoesNotContain("hidd", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Secrets_MayBeginWithDashesAndAts()
    {
        var settings = await line.RunAsync("--password=--dashes", "--password", "@at");
        Assert.Equal("@at", settings.Key.Password);
        settings = await line.RunAsync("--password=--dashes", "--api-key=-u5");
        Assert.Equal(("--dashes", "-u5"), (settings.Key.Password, settings.Key.ApiKey));
    }

    [Fact]
    public async Task AuthorizationHeader_OnlyWithoutKey()
    {
        Assert.StartsWith(
            "--header from the command line: Authorization carries the API key",
            await line.ErrorAsync("--header", "authorization: Bearer t"),
            StringComparison.Ordinal
        );
        Assert.Single((await line.RunAsync("--auth", "none", "--header", "Authorization: Bearer t")).Target.Headers);
    }

    [Theory]
    [InlineData("sk-1234\n5678", "has a line end in it; a key is one line: must be visible ASCII")]
    [InlineData("sk-1234 5678", "has a space in it; must be visible ASCII")]
    [InlineData("sk-1234\u00e45678", "has a character outside ASCII in it; must be visible ASCII")]
    public void Key_ThatFitsIntoNoHeader_IsNamedAsWhatItIsAndNotShown(string key, string problem)
    {
        var parsed = BatchLoadTest.Settings.Parsing.PlainText.Key(key);

        Assert.StartsWith(problem, parsed.Problem, StringComparison.Ordinal);
        Assert.True(parsed.HidesText);
    }
}
