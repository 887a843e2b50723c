using System.Text;
using System.Text.Json;
using BatchLoadTest.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Services that answer promptly and wrongly: what the run says of it, and with which exit code.</summary>
public sealed class WrongAnswersTests : IDisposable
{
    private const string Batches = "/ai/v1/batches/";

    private readonly TemporaryFolder folder = new();

    public WrongAnswersTests() => File.WriteAllText(folder.File("data.jsonl"), ScriptedApi.Data);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WellBehaved_PassesAllThatIsNew()
    {
        await using var api = await ScriptedApi.StartAsync((_, _, _) => ScriptedApi.AsUsual);

        var result = await RunAsync(
            api,
            "--threshold",
            "batches.foreign_answers == 0",
            "--threshold",
            "results.row_error_rate <= 1%",
            "--threshold",
            "results.unchecked == 0",
            "--threshold",
            "batches.overdue == 0"
        );

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(12, Figure(metrics.Root, "results.checked_batches"));
        Assert.Equal(0, Figure(metrics.Root, "batches.late_output"));
    }

    // Every create from the sixth on; the key has worked, and is ten seconds old at no time of the run.
    [Fact]
    public async Task Create403ForCredits_FailsWithTheWordsAndRenewsNoKey()
    {
        await using var api = await ScriptedApi.StartAsync(
            (api, context, path) =>
                context.Request.Method == "POST" && path == "/ai/v1/batches" && api.Times("create") > 5
                    ? ScriptedApi.SayAsync(context, 403, "insufficient credits")
                    : ScriptedApi.AsUsual
        );

        var result = await RunAsync(api, "--auth", "basic");

        result.ExitedWith(1);
        Assert.Contains("insufficient credits", result.Output, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(7, metrics.Failures("create", "http_403"));
        Assert.Equal(12, metrics.Sent("create"));
        Assert.Single(api.Requests, request => request.EndsWith("/api-keys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task KeyEndpoint401ForBasic_CannotRunAndNamesTheLogin()
    {
        await using var api = await ScriptedApi.StartAsync(
            (_, context, path) =>
                path.EndsWith("/api-keys", StringComparison.Ordinal)
                    ? ScriptedApi.SayAsync(context, 401, "Authentication required")
                    : ScriptedApi.AsUsual
        );

        var result = await RunAsync(api, "--auth", "basic");

        result.ExitedWith(3);
        Assert.Contains("try --auth login", OneLine(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyOfAnotherPurpose_CannotRunAndNamesThePurpose()
    {
        await using var mock = await MockProcess.StartAsync();

        var result = await RunAsync(mock.Address, "--auth", "basic", "--api-key-purpose", "platform");

        result.ExitedWith(3);
        Assert.Contains("look at its purpose (--api-key-purpose)", OneLine(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyThatIsNotAdmittedYet_IsExcusedStill()
    {
        await using var mock = await MockProcess.StartAsync(
            "--key-activation-delay",
            "1s",
            "--batch-duration",
            "200ms"
        );

        var result = await RunAsync(mock.Address, "--auth", "basic");

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.True(metrics.Step("upload", "key_pending") > 0);
        Assert.Equal(0, metrics.Step("upload", "failures"));
    }

    // Two users; each poll is answered with the other one's batch.
    [Fact]
    public async Task PollsAnswerAnotherBatch_AreViolationsAndOnlyOwnBatchesAreCancelled()
    {
        await using var api = await ScriptedApi.StartAsync(
            (_, context, path) =>
                context.Request.Method == "GET" && path.StartsWith(Batches, StringComparison.Ordinal)
                    ? ScriptedApi.SayAsync(context, 200, ScriptedApi.Batch("somebody-elses", "in_progress"))
                    : ScriptedApi.AsUsual
        );

        var result = await RunAsync(
            api,
            "--iterations",
            "2",
            "--batch-timeout",
            "1s",
            "--threshold",
            "batches.foreign_answers == 0",
            "--error-rate-threshold",
            "off",
            "--check-results",
            "off"
        );

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var polls = metrics.Sent("poll");
        Assert.Equal(polls, Figure(metrics.Root, "batches.foreign_answers"));
        Assert.Equal(polls, metrics.Failures("poll", "content_mismatch"));
        Assert.Equal(2, metrics.Batch("timed_out"));
        Assert.Contains("answers about another object", OneLine(result), StringComparison.Ordinal);
        Assert.Contains("answered somebody-elses", OneLine(result), StringComparison.Ordinal);
        Assert.DoesNotContain(api.Requests, request => request.Contains("somebody-elses", StringComparison.Ordinal));
        Assert.Equal(
            ["POST /ai/v1/batches/batch-1/cancel", "POST /ai/v1/batches/batch-2/cancel"],
            api.Requests.Where(request => request.EndsWith("/cancel", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task UploadsAnswerOneFile_AreViolationsAndItIsDeletedOnce()
    {
        await using var api = await ScriptedApi.StartAsync(
            (_, context, path) =>
                context.Request.Method == "POST" && path == "/ai/v1/files"
                    ? ScriptedApi.SayAsync(context, 201, """{"id":"file-1"}""")
                    : ScriptedApi.AsUsual
        );

        var result = await RunAsync(api, "--threshold", "batches.foreign_answers == 0");

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(11, Figure(metrics.Root, "batches.foreign_answers"));
        Assert.Equal(1, metrics.Batch("created"));
        Assert.Single(api.Requests, request => request == "DELETE /ai/v1/files/file-1");
        await ReportAgreesAsync();
    }

    [Fact]
    public async Task OutputIsNeverNamed_IsADefectOfItsOwn()
    {
        await using var api = await ScriptedApi.StartAsync(
            (_, context, path) =>
                context.Request.Method == "GET" && path.StartsWith(Batches, StringComparison.Ordinal)
                    ? ScriptedApi.SayAsync(context, 200, ScriptedApi.Batch(path[Batches.Length..], more: ""))
                    : ScriptedApi.AsUsual
        );

        var result = await RunAsync(api, "--iterations", "2", "--batch-timeout", "1s");

        result.ExitedWith(1);
        Assert.Contains(
            "2 no output, such as 0 of 4 rows are in the error file",
            OneLine(result),
            StringComparison.Ordinal
        );
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(2, Figure(metrics.Root, "results.no_output"));
        Assert.Equal(0, Figure(metrics.Root, "results.missing"));
        Assert.Equal(2, Figure(metrics.Root, "results.defects"));
        Assert.Equal(2, metrics.Batch("completed"));
        await ReportAgreesAsync();
    }

    [Theory]
    [InlineData("array", "json_array", "the output file is one JSON array", 4)]
    [InlineData("number", "id_not_text", "custom_id is the number 7, not a text", 1)]
    [InlineData("long", "too_long", "more than the 100,000 of --max-line; skipped", 1)]
    public async Task OddOutput_IsADefectOfItsOwnKindAndNothingElse(string odd, string kind, string words, long missing)
    {
        var output = odd switch
        {
            "array" => $"[{string.Join(',', ScriptedApi.Output.TrimEnd().Split('\n'))}]",
            "number" => ScriptedApi.Output.Replace("\"a\"", "7", StringComparison.Ordinal),
            _ => ScriptedApi.OutputRow("a", body: $"\"{new string('x', 3_000_000)}\"")
                + ScriptedApi.Output[ScriptedApi.OutputRow("a").Length..],
        };
        await using var api = await ScriptedApi.StartAsync(
            (_, context, path) =>
                path.Contains("/out-", StringComparison.Ordinal) && context.Request.Method == "GET"
                    ? ScriptedApi.SayAsync(context, 200, output)
                    : ScriptedApi.AsUsual
        );

        var result = await RunAsync(
            api,
            "--iterations",
            "2",
            "--max-line",
            "100KB",
            "--threshold",
            $"results.{kind} == 0"
        );

        result.ExitedWith(1);
        Assert.Contains(words, OneLine(result), StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(2, Figure(metrics.Root, $"results.{kind}"));
        Assert.Equal(2, Figure(metrics.Root, "results.defects"));
        Assert.Equal(2 * missing, Figure(metrics.Root, "results.missing"));
        await ReportAgreesAsync();
    }

    [Fact]
    public async Task OutputIsNamedLate_PassesAndIsSaid()
    {
        await using var api = await ScriptedApi.StartAsync(
            (api, context, path) =>
                context.Request.Method == "GET"
                && path.StartsWith(Batches, StringComparison.Ordinal)
                && api.Times(path) < 4
                    ? ScriptedApi.SayAsync(context, 200, ScriptedApi.Batch(path[Batches.Length..], more: ""))
                    : ScriptedApi.AsUsual
        );

        var result = await RunAsync(api, "--iterations", "2");

        result.ExitedWith(0);
        Assert.Contains("2 batches named the output file only after", OneLine(result), StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(2, metrics.Batch("late_output"));
        await ReportAgreesAsync();
    }

    [Fact]
    public async Task RowsFail_ShareAndWordsAreShown()
    {
        const string Error =
            """{"code":null,"message":"{\"type\":\"NonRetriableHttpStatus\",\"details\":{\"status\":402,\"body\":\"Account balance too low.\"}}"}""";
        await using var api = await ScriptedApi.StartAsync(
            (_, context, path) =>
                path.Contains("/out-", StringComparison.Ordinal)
                    ? ScriptedApi.SayAsync(context, 200, ScriptedApi.OutputRow("a") + ScriptedApi.OutputRow("b", 500))
                : path.Contains("/err-", StringComparison.Ordinal)
                    ? ScriptedApi.SayAsync(
                        context,
                        200,
                        $$"""{"custom_id":"c","error":{{Error}}}""" + "\n" + $$"""{"custom_id":"d","error":{{Error}}}"""
                    )
                : ScriptedApi.AsUsual
        );

        var result = await RunAsync(api, "--threshold", "results.row_error_rate <= 1%");

        result.ExitedWith(1);
        Assert.Contains("36 of 48 rows failed (75.0%)", OneLine(result), StringComparison.Ordinal);
        Assert.Contains(
            "24 rows with 402 NonRetriableHttpStatus: Account balance too low.",
            OneLine(result),
            StringComparison.Ordinal
        );
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(36, Figure(metrics.Root, "results.failed_rows"));
        Assert.Equal(0, Figure(metrics.Root, "results.defects"));
        var kinds = metrics.Root.GetProperty("results").GetProperty("row_errors");
        Assert.Equal(
            [("402 NonRetriableHttpStatus", "Account balance too low.", 24, 402), ("500", null, 12, 500)],
            kinds
                .EnumerateArray()
                .Select(kind =>
                    (
                        kind.GetProperty("class").GetString(),
                        kind.GetProperty("words").GetString(),
                        kind.GetProperty("count").GetInt32(),
                        kind.GetProperty("status").GetInt32()
                    )
                )
        );
        Assert.All(kinds.EnumerateArray(), kind => Assert.Equal(3, kind.GetProperty("examples").GetArrayLength()));
        foreach (var file in new[] { "summary.md", "junit.xml", "report.html" })
        {
            var text = await File.ReadAllTextAsync(folder.File($"out/{file}"));
            Assert.Contains("Account balance too low.", text, StringComparison.Ordinal);
        }

        await ReportAgreesAsync();
    }

    [Fact]
    public async Task RowsThatNoReaderDecodes_AreMalformedAndDeepOnesAreNot()
    {
        var deep = new string('[', 300) + new string(']', 300);
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes(ScriptedApi.OutputRow("a") + ScriptedApi.OutputRow("b", body: deep)),
            .. Encoding.Latin1.GetBytes(ScriptedApi.OutputRow("c", body: "\"schön\"")),
            .. Encoding.UTF8.GetBytes(ScriptedApi.OutputRow("d")),
        ];
        await using var api = await ScriptedApi.StartAsync(
            async (_, context, path) =>
            {
                if (!path.Contains("/out-", StringComparison.Ordinal))
                {
                    return false;
                }

                await context.Response.Body.WriteAsync(bytes);
                return true;
            }
        );

        var result = await RunAsync(api);

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(12, Figure(metrics.Root, "results.malformed"));
        Assert.Equal(12, Figure(metrics.Root, "results.missing"));
        // A row that is missed because its line cannot be read is one fault with it.
        Assert.Equal(12, Figure(metrics.Root, "results.defects"));
        Assert.Contains("line 3 of the output file: invalid UTF-8 at byte", OneLine(result), StringComparison.Ordinal);
        await ReportAgreesAsync();
    }

    // Through the data check, the mock server's own reader and its rewriter, and the check of what it gives back.
    [Fact]
    public async Task DeepRequests_AreTakenAndVerified()
    {
        var deep = new string('[', 300) + new string(']', 300);
        await File.WriteAllTextAsync(
            folder.File("data.jsonl"),
            ScriptedApi.Data.Replace("\"m\"", $"\"m\",\"x\":{deep}", StringComparison.Ordinal)
        );
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms");

        var result = await RunAsync(mock.Address, "--auth", "basic", "--verify", "content");

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(12, metrics.Step("verify", "requests"));
        Assert.Equal(12, Figure(metrics.Root, "results.checked_batches"));
    }

    [Theory]
    [InlineData("""{"total":4}""", 0)]
    [InlineData("""{"total":4,"completed":null,"failed":null}""", 0)]
    [InlineData("{}", 0)]
    [InlineData("""{"total":5}""", 1)]
    public async Task Counts_ThatAreNotThere_AreNotCompared(string counts, int exitCode)
    {
        await using var api = await ScriptedApi.StartAsync(
            (_, context, path) =>
            {
                var id = path.Split('/')[^1];
                return context.Request.Method == "GET" && path.StartsWith(Batches, StringComparison.Ordinal)
                    ? ScriptedApi.SayAsync(
                        context,
                        200,
                        ScriptedApi.Batch(id, more: $$""","output_file_id":"out-{{id}}","request_counts":{{counts}}""")
                    )
                    : ScriptedApi.AsUsual;
            }
        );

        var result = await RunAsync(api, "--iterations", "2");

        result.ExitedWith(exitCode);
    }

    // Downloads that hang until the run ends: nothing was checked, and nothing went wrong with it.
    [Fact]
    public async Task DownloadsHang_AreInterruptedAndDefectsHaveNoData()
    {
        await using var api = await ScriptedApi.StartAsync(
            async (_, context, path) =>
            {
                if (context.Request.Method != "GET" || !path.Contains("/out-", StringComparison.Ordinal))
                {
                    return false;
                }

                await Task.Delay(Timeout.Infinite, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            }
        );

        var result = await RunAsync(
            api,
            "--run-time",
            "1s",
            "--stop-timeout",
            "500ms",
            "--threshold",
            "results.missing == 0"
        );

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(2, Figure(metrics.Root, "results.interrupted_batches"));
        Assert.Equal(0, Figure(metrics.Root, "results.unchecked_batches"));
        Assert.Matches(@"results\.missing == 0\s+no data", OneLine(result));
        await ReportAgreesAsync();
    }

    [Fact]
    public async Task BatchThatNeverEnds_IsOverdue()
    {
        await using var api = await ScriptedApi.StartAsync(
            (_, context, path) =>
                context.Request.Method == "GET" && path == Batches + "batch-1"
                    ? ScriptedApi.SayAsync(context, 200, ScriptedApi.Batch("batch-1", "finalizing"))
                    : ScriptedApi.AsUsual
        );

        var result = await RunAsync(
            api,
            "--run-time",
            "4s",
            "--stop-timeout",
            "200ms",
            // It cannot be cancelled either.
            "--keep-files",
            "--threshold",
            "batches.overdue == 0"
        );

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(1, metrics.Batch("overdue"));
        Assert.Contains("unfinished at the end and older than twice", OneLine(result), StringComparison.Ordinal);
        await ReportAgreesAsync();
    }

    // From the journal, byte for byte.
    private async Task ReportAgreesAsync()
    {
        string[] files = ["metrics.json", "summary.md", "junit.xml", "report.html"];
        var before = files.Select(file => File.ReadAllBytes(folder.File($"out/{file}"))).ToList();
        await BuiltProgram.RunAsync(folder.Path, null, "report", "out");
        Assert.All(
            files.Index(),
            file => Assert.Equal(before[file.Index], File.ReadAllBytes(folder.File($"out/{file.Item}")))
        );
    }

    private Task<ProgramResult> RunAsync(ScriptedApi api, params string[] more) => RunAsync(api.Address, more);

    private Task<ProgramResult> RunAsync(string host, params string[] more)
    {
        List<string> args =
        [
            "--host",
            host,
            "--test-data",
            "data.jsonl",
            "--users",
            "2",
            "--spawn-rate",
            "100",
            "--headless",
            "--wait",
            "0s",
            "--poll-interval",
            "100ms",
            "--poll-backoff",
            "1",
            "--max-polls",
            "1000",
            "--results",
            "out",
            .. more,
        ];
        if (!more.Contains("--iterations") && !more.Contains("--run-time"))
        {
            args.AddRange(["--iterations", "12"]);
        }

        if (!more.Contains("--verify"))
        {
            args.AddRange(["--verify", "metadata"]);
        }

        if (!more.Contains("--auth"))
        {
            args.AddRange(["--auth", "none"]);
        }

        return BuiltProgram.RunAsync(folder.Path, null, [.. args]);
    }

    // Whatever the width at which the words were wrapped.
    private static string OneLine(ProgramResult result) =>
        string.Join(' ', (result.Output + result.Error).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static long Figure(JsonElement root, string path) =>
        path.Split('.').Aggregate(root, (element, name) => element.GetProperty(name)).GetInt64();
}
