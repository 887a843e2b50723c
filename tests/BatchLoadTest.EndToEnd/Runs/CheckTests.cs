using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support.Servers;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>A service is looked at before a run of it.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task HealthyService_EveryMustIsKept_AndNothingIsLeftThere()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms", "--model", "load-test");

        var result = await CheckAsync(mock.Address, "--only", "preflight");

        result.ExitedWith(ExitCodes.Success);
        Assert.Contains("1 row will be paid for", result.OneLine, StringComparison.Ordinal);
        Assert.Contains(
            "PASSED every must is kept; 17 passed, 0 noted, 0 not seen, 1 skipped",
            result.OneLine,
            StringComparison.Ordinal
        );
        var counts = await mock.CountsAsync();
        var requests = counts.GetProperty("requests");
        Assert.Equal((1, 2), (Number(requests, "batches.create"), Number(requests, "files.upload")));
        // Two uploads and two results.
        Assert.Equal(4, Number(requests, "files.delete"));
        Assert.Equal((1, 1), (Number(requests, "keys.create"), Number(requests, "keys.delete")));
        Assert.Equal(1, Number(counts.GetProperty("rows"), "input"));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("out/check.json")));
        Assert.True(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal(18, json.RootElement.GetProperty("checks").GetArrayLength());
        Assert.Contains(
            "| ✓ | `preflight.row` |",
            await File.ReadAllTextAsync(folder.File("out/check.md")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "testcase classname=\"preflight\" name=\"preflight.row\"",
            await File.ReadAllTextAsync(folder.File("out/junit.xml")),
            StringComparison.Ordinal
        );
    }

    // The first that is wrong is named with what to set, and what makes no sense behind it is not tried.
    [Theory]
    [InlineData("--login-only", "", "key", "--auth login")]
    [InlineData("", "--api-key-purpose platform", "admitted", "--api-key-purpose")]
    [InlineData("--model other", "", "upload", "--generate-model NAME")]
    [InlineData("--credit zero", "", "row", "the account has no credit")]
    [InlineData("--credit below", "", "balance", "the account has no credit")]
    [InlineData("--window 1h", "", "create", "--completion-window")]
    public async Task WrongSetting_IsNamedByTheFirstThatFails_WithWhatToSet(
        string mockArgs,
        string args,
        string failed,
        string fix
    )
    {
        await using var mock = await MockProcess.StartAsync([
            "--batch-duration",
            "300ms",
            .. mockArgs.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ]);

        var result = await CheckAsync(mock.Address, args.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        result.ExitedWith(ExitCodes.ThresholdFailed);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("out/check.json")));
        var first = json
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .First(check => check.GetProperty("verdict").GetString() == "failed");
        Assert.Equal("preflight." + failed, first.GetProperty("id").GetString());
        Assert.Contains(fix, first.GetProperty("fix").GetString(), StringComparison.Ordinal);
        Assert.Contains($"FAIL {failed}", result.Output, StringComparison.Ordinal);
        var requests = (await mock.CountsAsync()).GetProperty("requests");
        Assert.Equal(Number(requests, "keys.create"), Number(requests, "keys.delete") + (failed == "key" ? 1 : 0));
    }

    [Fact]
    public async Task NothingListens_CouldNotRun()
    {
        var result = await CheckAsync("http://127.0.0.1:9");

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Contains("FAIL tcp", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CertificateOfAnUnknownAuthority_IsSaid_AndGivenOneIsTrusted()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        using var certificates = new TestCertificates();
        await using var service = await TlsFront.StartAsync(mock.Address, certificates.Server);
        var host = service.Address.GetLeftPart(UriPartial.Authority);
        var file = folder.Write("ca.pem", certificates.Authority.ExportCertificatePem());

        var unknown = await CheckAsync(host);
        var trusted = await CheckAsync(host, "--ca-cert", file);

        unknown.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Contains("FAIL tls", unknown.Output, StringComparison.Ordinal);
        Assert.Contains("--ca-cert", unknown.OneLine, StringComparison.Ordinal);
        trusted.ExitedWith(ExitCodes.Success);
        Assert.Contains("days left", trusted.OneLine, StringComparison.Ordinal);
    }

    // A row under another's id, or twice, is no answer.
    [Theory]
    [InlineData("--swap-rows", "its custom_id is foreign-")]
    [InlineData("--double-rows", "its files have 2 lines for one row")]
    [InlineData("--lose-rows", "no file of the batch has a line")]
    public async Task RowThatIsNotTheOneSent_IsNoAnswer(string wrong, string words)
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms", wrong, "100%");

        var result = await CheckAsync(mock.Address);

        result.ExitedWith(ExitCodes.ThresholdFailed);
        Assert.Contains(words, result.OneLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--only nonsense", "'nonsense' fits no check")]
    [InlineData("--only tcp --skip t*", "no check is left to be made")]
    public async Task PatternThatFitsNothing_IsAnError(string args, string words)
    {
        var result = await CheckAsync("mock", args.Split(' '));

        result.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoHost_IsAnErrorOfSettings()
    {
        var result = await BuiltProgram.RunAsync(folder.Path, null, "check");

        result.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains("no target is given", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--latency 1h")]
    [InlineData("--fail-rate 100%")]
    public async Task ServiceThatAnswersNothingOrErrorsOnly_TakesHalfAMinuteAtMost(string wrong)
    {
        await using var mock = await MockProcess.StartAsync(wrong.Split(' '));

        var result = await CheckAsync(mock.Address);

        Assert.True(result.ExitCode is ExitCodes.CouldNotRun or ExitCodes.ThresholdFailed, result.Output);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("out/check.json")));
        Assert.InRange(json.RootElement.GetProperty("took_ms").GetDouble(), 0, 30_000);
    }

    // Batches that are worked on at once: none is cancelled before its rows are done.
    [Theory]
    [InlineData("control-layer")]
    [InlineData("openai")]
    public async Task RowsThatAreWorkedOn_AreAtMostThoseThatWereSaid(string dialect)
    {
        await using var mock = await MockProcess.StartAsync(
            "--dialect",
            dialect,
            "--batch-duration",
            "0s",
            "--api-key",
            "sk-of-mine"
        );

        var result = await CheckAsync(mock.Address, "--dialect", dialect, "--api-key", "sk-of-mine");

        result.ExitedWith(ExitCodes.Success);
        var said = int.Parse(
            Regex.Match(result.OneLine, "at most ([0-9]+) rows will be paid for").Groups[1].Value,
            CultureInfo.InvariantCulture
        );
        var rows = (await mock.CountsAsync()).GetProperty("rows");
        Assert.InRange(Number(rows, "succeeded") + Number(rows, "failed"), said / 2, said);
    }

    [Fact]
    public async Task RequestsThatAreLimited_AreSentAgain_AndThatIsSaid()
    {
        await using var mock = await MockProcess.StartAsync("--rate-limit", "10", "--batch-duration", "100ms");

        var result = await CheckAsync(mock.Address, "--only", "preflight", "--only", "keys", "--only", "metadata");

        result.ExitedWith(ExitCodes.Success);
        Assert.Contains(
            "answered 429 with Retry-After: sent again after that",
            result.OneLine,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("left behind", result.OneLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceThatSendsAByteASecond_TakesHalfAMinuteAtMost()
    {
        await using var service = await WebServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 1_000;
            while (true)
            {
                await context.Response.Body.WriteAsync("{"u8.ToArray(), context.RequestAborted);
                await Task.Delay(TimeSpan.FromSeconds(1), context.RequestAborted);
            }
        });

        var result = await CheckAsync(service.Address.GetLeftPart(UriPartial.Authority), "--api-key", "sk-any");

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Contains("no whole answer within 4 s", result.OneLine, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("out/check.json")));
        Assert.InRange(json.RootElement.GetProperty("took_ms").GetDouble(), 0, 30_000);
    }

    [Fact]
    public async Task Only_ChoosesChecks_AndWhatTheyNeedIsDoneUnseen()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");

        var result = await CheckAsync(mock.Address, "--only", "row", "--only", "preflight.h*");

        result.ExitedWith(ExitCodes.Success);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("out/check.json")));
        Assert.Equal(
            ["preflight.http", "preflight.row"],
            json.RootElement.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("id").GetString())
        );
        Assert.Contains("1 row will be paid for", result.OneLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--only preflight.http", false)]
    [InlineData("--skip create", true)]
    public async Task WithoutTheBatch_NothingIsPaidFor(string args, bool uploadsFiles)
    {
        await using var mock = await MockProcess.StartAsync();

        var result = await CheckAsync(mock.Address, args.Split(' '));

        result.ExitedWith(ExitCodes.Success);
        Assert.Contains("no row is paid for", result.OneLine, StringComparison.Ordinal);
        var requests = (await mock.CountsAsync()).GetProperty("requests");
        Assert.Equal(0, Number(requests, "batches.create"));
        Assert.Equal(uploadsFiles, Number(requests, "files.upload") > 0);
    }

    // What stands in reports is to be pasted by others.
    [Fact]
    public async Task CurlLines_HaveNoKey()
    {
        await using var mock = await MockProcess.StartAsync("--api-key", "sk-secret-of-mine", "--credit", "below");

        var result = await CheckAsync(mock.Address, "--api-key", "sk-secret-of-mine");

        result.ExitedWith(ExitCodes.ThresholdFailed);
        Assert.Contains("-H \"Authorization: Bearer $API_KEY\"", result.Output, StringComparison.Ordinal);
        foreach (var file in new[] { "check.json", "check.md", "junit.xml" })
        {
            Assert.DoesNotContain(
                "sk-secret",
                await File.ReadAllTextAsync(folder.File("out/" + file)),
                StringComparison.Ordinal
            );
        }

        Assert.DoesNotContain(
            "sk-secret",
            result.Output + result.Error.Replace("--api-key", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    private Task<ProgramResult> CheckAsync(string host, params string[] args) =>
        BuiltProgram.RunAsync(folder.Path, null, ["check", "--host", host, "--results", "out", .. args]);

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
