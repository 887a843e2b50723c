using System.Text.Json;
using BatchLoadTest.Checks;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Server;
using BatchLoadTest.Tests.Support.CommandLine;
using BatchLoadTest.Tests.Support.Readers;

namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>A service that is checked, and what the checks said.</summary>
internal static class CheckedService
{
    public const string Key = "sk-first";
    public const string SecondKey = "sk-second";

    /// <summary>How the mock behind is set up.</summary>
    public static MockServerOptions Mock(Break wrong) =>
        new()
        {
            Flavour = wrong.Flavour,
            ApiKeys = [Key],
            SecondApiKey = SecondKey,
            BatchDuration = wrong.BatchDuration,
            RowFailRate = wrong.RowFailRate,
            Models = ["load-test", "other-model"],
        };

    /// <summary>Checks a service that does something wrong.</summary>
    public static async Task<IReadOnlyDictionary<string, CheckWord>> RunAsync(Break wrong)
    {
        await using var mock = await MockServerHost.StartAsync(
            Mock(wrong),
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        await using var service = await BrokenService.StartAsync(mock.BaseAddress, wrong.Begin());
        using var commandLine = new CommandLineHarness();
        using var terminal = new TestTerminal();
        var code = await commandLine.InvokeAsync([
            "check",
            "--host",
            service.Address.GetLeftPart(UriPartial.Authority),
            "--dialect",
            wrong.Flavour == MockFlavour.OpenAI ? "openai" : "control-layer",
            "--api-key",
            Key,
            "--second-api-key",
            SecondKey,
            "--generate-requests",
            "3",
            "--results",
            "out",
            .. wrong.Options,
        ]);
        Assert.True(code == 0, commandLine.Error);
        var settings = commandLine.Check!;
        await new CheckProgram(settings, terminal.Output(), TimeProvider.System).RunAsync();
        Assert.Equal("", terminal.Error.ToString());
        using var report = JsonDocument.Parse(
            await File.ReadAllTextAsync(
                Path.Combine(settings.Run.Output.ResultsDirectory!, "check.json"),
                TestContext.Current.CancellationToken
            )
        );
        return report
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .ToDictionary(
                check => check.GetProperty("id").GetString()!,
                check => new CheckWord(
                    check.GetProperty("verdict").GetString()!,
                    check.GetProperty("seen").GetString()!
                ),
                StringComparer.Ordinal
            );
    }
}
