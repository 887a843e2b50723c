using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Tests.Commands;

namespace BatchLoadTest.Tests.Settings;

public sealed class AzureSettingsTests : IDisposable
{
    private const string Host = "https://mine.openai.azure.com";

    private readonly CommandLineHarness line = new();

    public AzureSettingsTests() => line.Variables["API_KEY"] = "azure-key";

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task Host_GivesBaseVersionEndpointAndHeader()
    {
        var settings = await RunAsync();

        Assert.Equal(("azure", "guessed from --host"), Shown(settings, "dialect"));
        Assert.Equal(("/openai", "default of azure"), Shown(settings, "api-base"));
        Assert.Equal(("2024-10-21", "default of azure"), Shown(settings, "api-version"));
        Assert.Equal(("/chat/completions", "default of azure"), Shown(settings, "endpoint"));
        Assert.Equal("/chat/completions", settings.Workflow.Endpoint);
        Assert.Equal(("api-key", ""), (settings.Target.Dialect.KeyHeader, settings.Key.KeyPrefix));
    }

    [Fact]
    public async Task Version_IsTheOneGiven()
    {
        var settings = await RunAsync("--api-version", "2025-04-01-preview");

        Assert.Equal("2025-04-01-preview", settings.Target.Dialect.ApiVersion);
        line.Variables["BATCH_LOAD_TEST_API_VERSION"] = "preview";
        Assert.Equal("preview", (await RunAsync()).Target.Dialect.ApiVersion);
    }

    [Theory]
    [InlineData("/openai/v1", null)]
    [InlineData("/openai/v12", null)]
    [InlineData("/openai", "2024-10-21")]
    [InlineData("/proxy/openai", "2024-10-21")]
    [InlineData("/vendor", "2024-10-21")]
    [InlineData("/v", "2024-10-21")]
    public async Task BaseThatNamesAVersion_TakesNoneInTheQuery(string apiBase, string? version) =>
        Assert.Equal(version, (await RunAsync("--api-base", apiBase)).Target.Dialect.ApiVersion);

    [Fact]
    public async Task BaseThatNamesAVersion_WithOneGiven_HasBoth() =>
        Assert.Equal(
            "preview",
            (await RunAsync("--api-base", "/openai/v1", "--api-version", "preview")).Target.Dialect.ApiVersion
        );

    [Fact]
    public async Task HeaderOfTheKey_MustNotBeGivenToo()
    {
        Assert.Equal(
            ExitCodes.WrongUsage,
            await line.InvokeAsync("--host", Host, "--header", "API-Key: another-secret")
        );
        Assert.Equal(
            "--header from the command line: api-key carries the API key; use --api-key, or --auth none to send your own",
            Assert.Single(line.Errors)
        );
        // The other one is anybody's.
        await RunAsync("--header", "Authorization: Bearer of-a-gateway");
    }

    [Fact]
    public async Task WithoutKey_IsAnError()
    {
        line.Variables.Clear();

        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync("--host", Host));
        Assert.StartsWith(
            "--dialect 'azure' (guessed from --host): Azure OpenAI creates no keys; bring one by ",
            Assert.Single(line.Errors),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task MockInside_SpeaksIt()
    {
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync("--host", "mock", "--dialect", "azure"));

        Assert.Equal(MockFlavour.Azure, line.Run!.Mock.Flavour);
    }

    private async Task<RunSettings> RunAsync(params string[] args)
    {
        Assert.True(await line.InvokeAsync(["--host", Host, .. args]) == ExitCodes.Success, line.Error);
        return line.Run!;
    }

    private static (string Value, string Source) Shown(RunSettings settings, string name)
    {
        var found = settings.All.Single(setting => setting.Name == name);
        return (found.Value, found.Source);
    }
}
