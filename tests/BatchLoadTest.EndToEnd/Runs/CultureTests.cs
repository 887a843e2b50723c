using System.Text.RegularExpressions;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>
/// The runtime's switch for cultures is turned on, as an image or a machine may do, and the machine's culture has other
/// digits, another calendar, another decimal sign or other letters: nothing that the program writes may change.
/// </summary>
public sealed partial class CultureTests : IDisposable
{
    private static readonly string[] Cultures = ["ar_SA", "fa_IR", "tr_TR", "de_DE"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [Trait("needs", "icu")]
    public async Task Run_InAnyCulture_WritesTheSameIdsNumbersAndFiles()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms", "--fail-rate", "5%");

        var runs = await Task.WhenAll([
            RunAsync(mock, "invariant", environment: null),
            .. Cultures.Select(culture => RunAsync(mock, culture, Of(culture))),
        ]);

        Assert.All(runs, run => run.ExitedWith(0));
        var expected = Names("invariant");
        foreach (var culture in Cultures)
        {
            Assert.Equal(expected, Names(culture));
            using var metrics = RunMetrics.Read(folder.File(culture));
            Assert.Matches(Id(), metrics.Root.GetProperty("run").GetProperty("id").GetString());
            foreach (var name in expected.Where(name => name.EndsWith(".csv", StringComparison.Ordinal)))
            {
                Assert.Equal(FirstLine("invariant", name), FirstLine(culture, name));
            }

            // Digits of other scripts, their signs, and marks of direction.
            Assert.All(expected, name => Assert.DoesNotMatch(Foreign(), Read(culture, name)));
        }
    }

    // The same journal, so that every digit can be compared.
    [Fact]
    [Trait("needs", "icu")]
    public async Task Report_InAnyCulture_IsTheSameToTheLastLetter()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms", "--fail-rate", "5%");
        (await RunAsync(mock, "run", Of("ar_SA"))).ExitedWith(0);

        var said = await ReportAsync("invariant", environment: null);

        var expected = Names("invariant");
        Assert.Contains("metrics.json", expected, StringComparer.Ordinal);
        var others = await Task.WhenAll(Cultures.Select(culture => ReportAsync(culture, Of(culture))));
        foreach (var (index, culture) in Cultures.Index())
        {
            Assert.Equal(said, others[index]);
            Assert.Equal(expected, Names(culture));
            Assert.All(
                expected,
                name => Assert.True(Read("invariant", name) == Read(culture, name), $"{culture}: {name}")
            );
        }
    }

    private static Dictionary<string, string> Of(string culture) =>
        new(StringComparer.Ordinal)
        {
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "false",
            ["LANG"] = culture + ".UTF-8",
            ["LC_ALL"] = culture + ".UTF-8",
        };

    private Task<ProgramResult> RunAsync(
        MockProcess mock,
        string results,
        IReadOnlyDictionary<string, string>? environment
    ) =>
        BuiltProgram.RunAsync(
            folder.Path,
            environment,
            [
                .. new[] { "--host", mock.Address, "--users", "3", "--spawn-rate", "2.5", "--iterations", "6" },
                .. new[]
                {
                    "--wait",
                    "0.1s",
                    "--poll-interval",
                    "100ms",
                    "--results",
                    results,
                    "--no-default-thresholds",
                },
                .. new[] { "--threshold", "p95 < 59999.5ms" },
            ]
        );

    private async Task<string> ReportAsync(string results, IReadOnlyDictionary<string, string>? environment)
    {
        var report = await BuiltProgram.RunAsync(folder.Path, environment, "report", "run", "--results", results);
        report.ExitedWith(0);
        return report.All.Replace(results, "DIR", StringComparison.Ordinal);
    }

    private string[] Names(string results) =>
        [
            .. Directory
                .EnumerateFiles(folder.File(results))
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    private string Read(string results, string name) => File.ReadAllText(Path.Combine(folder.File(results), name));

    private string FirstLine(string results, string name) => Read(results, name).Split('\r', 2)[0];

    [GeneratedRegex(@"^20[0-9]{6}-[0-9]{6}-[0-9a-f]{6}$")]
    private static partial Regex Id();

    [GeneratedRegex(@"[\u0660-\u0669\u06F0-\u06F9\u066A-\u066C\u061C\u200E\u200F]")]
    private static partial Regex Foreign();
}
