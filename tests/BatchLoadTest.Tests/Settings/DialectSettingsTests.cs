using BatchLoadTest.Authentication;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Tests.Commands;

namespace BatchLoadTest.Tests.Settings;

public sealed class DialectSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task Default_IsTheControlLayersAndSaysSo()
    {
        var settings = await line.RunAsync();

        Assert.Equal("control-layer", settings.Target.Dialect.Name);
        Assert.Equal(("control-layer", "default"), Shown(settings, "dialect"));
        Assert.Equal(("/ai/v1", "default"), Shown(settings, "api-base"));
        Assert.DoesNotContain(settings.All, setting => setting.Name == "api-version");
    }

    [Fact]
    public async Task Host_TellsItWhereThatIsCertain()
    {
        line.Variables["API_KEY"] = "sk-1";
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync("--host", "https://api.openai.com"));

        var settings = line.Run!;
        Assert.Equal("openai", settings.Target.Dialect.Name);
        Assert.Equal(("openai", "guessed from --host"), Shown(settings, "dialect"));
        Assert.Equal(("/v1", "default of openai"), Shown(settings, "api-base"));
        Assert.Equal("/v1", settings.Target.ApiBase);
    }

    [Fact]
    public async Task Given_WinsOverTheHost_AndTheBaseOverTheDialects()
    {
        line.Variables["API_KEY"] = "sk-1";
        Assert.Equal(
            ExitCodes.Success,
            await line.InvokeAsync("--host", "https://api.openai.com", "--dialect", "control-layer")
        );
        Assert.Equal(("control-layer", "--dialect"), Shown(line.Run!, "dialect"));
        Assert.Equal("/ai/v1", line.Run!.Target.ApiBase);

        var groq = await line.RunAsync("--dialect", "OpenAI", "--api-base", "/openai/v1");
        Assert.Equal("/openai/v1", groq.Target.ApiBase);
    }

    // /v1 has every service but one; only what a person says tells them apart.
    [Fact]
    public async Task BaseAlone_TellsNothing()
    {
        line.Variables["API_KEY"] = "sk-1";

        Assert.Equal("control-layer", (await line.RunAsync("--api-base", "/v1")).Target.Dialect.Name);
    }

    [Fact]
    public async Task VariableAndSettingsFile_SetIt()
    {
        line.Variables["API_KEY"] = "sk-1";
        line.Write("my.json", """{"dialect": "openai"}""");
        Assert.Equal(("openai", "dialect in my.json"), Shown(await line.RunAsync("--config", "my.json"), "dialect"));
        line.Variables["BATCH_LOAD_TEST_DIALECT"] = "openai";
        Assert.Equal(
            ("openai", "environment variable BATCH_LOAD_TEST_DIALECT"),
            Shown(await line.RunAsync(), "dialect")
        );
    }

    [Fact]
    public async Task UnknownName_IsOneErrorThatNamesThoseThereAre() =>
        Assert.StartsWith(
            "--dialect 'groq' from the command line: must be control-layer",
            await line.ErrorAsync("--dialect", "groq"),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task ServiceWithoutKeyEndpoint_NeedsAKey()
    {
        Assert.Equal(
            "--dialect 'openai' from the command line: OpenAI creates no keys; bring one by BATCH_LOAD_TEST_API_KEY or "
                + "--api-key-file, or send none with --auth none",
            await line.ErrorAsync("--dialect", "openai")
        );
        Assert.Equal(AuthMode.None, (await line.RunAsync("--dialect", "openai", "--auth", "none")).Key.Mode);
        // Somebody may translate it.
        Assert.Equal(AuthMode.Basic, (await line.RunAsync("--dialect", "openai", "--auth", "basic")).Key.Mode);
        Assert.Equal(ExitCodes.Success, await line.InvokeAsync("--host", "mock", "--dialect", "openai"));
    }

    [Fact]
    public async Task Version_OfADialectThatHasNone_IsAnError() =>
        Assert.Equal(
            "--api-version '2024-10-21' from the command line and --dialect 'control-layer' (default): this dialect has no "
                + "version in the query",
            await line.ErrorAsync("--api-version", "2024-10-21")
        );

    [Theory]
    [InlineData("control-layer", MockFlavour.ControlLayer)]
    [InlineData("openai", MockFlavour.OpenAI)]
    public async Task MockInside_SpeaksTheRunsDialect(string dialect, MockFlavour flavour)
    {
        await line.InvokeAsync("--host", "mock", "--dialect", dialect);

        Assert.Equal(flavour, line.Run!.Mock.Flavour);
        Assert.Equal((dialect, "that of --dialect"), Shown(line.Run, "mock-dialect"));
    }

    [Fact]
    public async Task MockInside_MaySpeakAnotherOnPurpose()
    {
        await line.InvokeAsync("--host", "mock", "--mock-dialect", "openai");

        Assert.Equal(MockFlavour.OpenAI, line.Run!.Mock.Flavour);
        Assert.Equal("control-layer", line.Run.Target.Dialect.Name);
    }

    [Fact]
    public async Task OldNames_StillWorkEverywhere()
    {
        Assert.Equal(MockFlavour.OpenAI, await MockAsync("--flavour", "openai"));
        line.Write("old.json", """{"flavour": "openai", "mock-flavour": "openai"}""");
        Assert.Equal(MockFlavour.OpenAI, await MockAsync("--config", "old.json"));
        line.Variables["BATCH_LOAD_TEST_FLAVOUR"] = "openai";
        Assert.Equal(MockFlavour.OpenAI, await MockAsync());
        line.Variables.Clear();

        await line.InvokeAsync("--host", "mock", "--mock-flavour", "openai");
        Assert.Equal(MockFlavour.OpenAI, line.Run!.Mock.Flavour);
        line.Variables["BATCH_LOAD_TEST_MOCK_FLAVOUR"] = "openai";
        await line.InvokeAsync("--host", "mock");
        Assert.Equal(MockFlavour.OpenAI, line.Run!.Mock.Flavour);
        Assert.Equal(("openai", "environment variable BATCH_LOAD_TEST_MOCK_FLAVOUR"), Shown(line.Run, "mock-dialect"));
        Assert.Empty(line.Warnings);
    }

    [Fact]
    public async Task OldAndNewName_TheNewOneWins()
    {
        line.Write("both.json", """{"flavour": "openai", "dialect": "control-layer"}""");
        Assert.Equal(MockFlavour.ControlLayer, await MockAsync("--config", "both.json"));
        line.Variables["BATCH_LOAD_TEST_FLAVOUR"] = "openai";
        line.Variables["BATCH_LOAD_TEST_DIALECT"] = "control-layer";
        Assert.Equal(MockFlavour.ControlLayer, await MockAsync());
    }

    private async Task<MockFlavour> MockAsync(params string[] args)
    {
        Assert.True(await line.InvokeAsync(["mock", .. args]) == ExitCodes.Success, line.Error);
        return line.Mock!.Flavour;
    }

    private static (string Value, string Source) Shown(RunSettings settings, string name)
    {
        var found = settings.All.Single(setting => setting.Name == name);
        return (found.Value, found.Source);
    }
}
