using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Checks.Http;
using BatchLoadTest.Checks.Reports;
using BatchLoadTest.MockServer.Server;
using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Runs;
using BatchLoadTest.Runs.Key;
using BatchLoadTest.Runtime;
using BatchLoadTest.Scenarios;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;
using Microsoft.Extensions.Logging.Abstractions;

namespace BatchLoadTest.Checks;

/// <summary>Looks at a service before a run of it: one user, little files, nothing left behind, and half a minute at most.</summary>
/// <param name="settings">What it is asked to do.</param>
/// <param name="terminal">Where a person sees it.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class CheckProgram(CheckSettings settings, TerminalOutput terminal, TimeProvider timeProvider)
{
    /// <summary>Folder of its reports where none is given, within that of all runs.</summary>
    public const string FolderName = "check";

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(24);
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeyLimit = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(29);

    // A larger one is not uploaded: a check is to take little time.
    private const long LargestFile = 100_000_000;

    // Without these nothing can be looked at.
    private static readonly string[] Ways = ["preflight.name", "preflight.tcp", "preflight.tls", "preflight.http"];

    private readonly RunSettings run = settings.Run;

    /// <summary>Runs all checks that are wanted. Returns the exit code.</summary>
    public async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        var how = RunEnd.Interrupted;
        using var signals = new ProcessSignals(kind =>
        {
            how = kind;
            stop.Cancel();
        });
        List<string> warnings = [];
        try
        {
            var output = run.Output;
            using var folder = RunFolder.Open(
                output.ResultsDirectory ?? Path.Combine(output.ResultsParent ?? "results", FolderName)
            );
            using var data = await new RequestDataLoader(run, RunId.Create(timeProvider), Warn).LoadAsync();
            await using var mock = run.Target.IsMock
                ? await MockServerHost.StartAsync(run.Mock, timeProvider, CancellationToken.None)
                : null;
            var exitCode = await RunAsync(
                data,
                mock?.BaseAddress ?? run.Target.Host!,
                folder.Results,
                warnings,
                stop.Token
            );
            return exitCode ?? RunExitCode.Of(how, []);
        }
        catch (CannotStartException exception)
        {
            await terminal.WriteErrorsAsync(exception.Problems);

            return exception.ExitCode;
        }

        Task Warn(string warning)
        {
            warnings.Add(warning);
            return Task.CompletedTask;
        }
    }

    // Null where a signal ended it.
    private async Task<int?> RunAsync(
        ClassMix data,
        Uri host,
        ResultsFolder results,
        IReadOnlyList<string> warnings,
        CancellationToken cancellationToken
    )
    {
        var (startedAt, begin) = (timeProvider.GetUtcNow(), timeProvider.GetTimestamp());
        var redactor = RunSecrets.Of(run);
        redactor.Add(settings.SecondApiKey);
        var options = run.Target.ToApiOptions(host) with { Timeout = RequestLimit };
        using var transport = new ApiTransport(options, timeProvider, redactor);
        var second = settings.SecondApiKey is { } other ? options.Dialect.KeyPrefix + other : null;
        using var client = new CheckClient(transport, options, RequestLimit, timeProvider)
        {
            SecondAuthorization = second,
            MostWaits = 3,
        };
        using var end = new CancellationTokenSource();
        using var connection = transport.Connect(end.Token);
        using var removal = transport.ConnectUnwatched(end.Token);
        var key = new KeySources(
            run.Key,
            host,
            RunId.Create(timeProvider),
            redactor,
            timeProvider,
            NullLogger.Instance
        ).Share(connection, removal, new NoMeasurements(), new KeyAccount(), end.Token);
        var scene = await SceneAsync(data, options, client, key, text => transport.Redact(text)!, cancellationToken);
        var lines = new CheckLines(terminal);
        var plan = WantedChecks.Of(settings, warnings);
        lines.Begin(host, options.Dialect, plan);
        IReadOnlyList<CheckDone> done = [];
        var isCancelled = false;
        try
        {
            done = await new CheckRunner(Budget, timeProvider).RunAsync(plan, scene, lines.Show, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            isCancelled = true;
        }

        var left = await CleanUpAsync(scene, key, end, timeProvider.GetElapsedTime(begin));
        await end.CancelAsync();
        if (isCancelled)
        {
            lines.Stopped(left);
            return null;
        }

        var report = new CheckReport(
            host.GetLeftPart(UriPartial.Authority),
            options.Dialect.Name,
            ProgramInfo.Version,
            startedAt,
            timeProvider.GetElapsedTime(begin),
            done,
            left
        );
        return await TellAsync(report, lines, results, client.PutOff);
    }

    private async Task<int> TellAsync(CheckReport report, CheckLines lines, ResultsFolder results, int putOff)
    {
        var exitCode = ExitCodeOf(report);
        Write(report, results);
        lines.End(report, exitCode, results.FullPath, putOff);
        if (terminal.Data is { } reader)
        {
            await reader.WriteAsync(CheckJson.Of(report));
        }

        return exitCode;
    }

    private async Task<CheckScene> SceneAsync(
        ClassMix data,
        BatchApiOptions options,
        CheckClient client,
        SharedApiKey key,
        Func<string, string> redact,
        CancellationToken cancellationToken
    )
    {
        var first = data.All[0];
        using var rows = new RowModelsStream(LargestFile);
        await first.Data.NextUpload(1, 1).Source.CopyToAsync(rows, cancellationToken);
        rows.Complete();
        return new CheckScene
        {
            Options = options,
            Paths = new ApiPaths(options),
            Client = client,
            Key = key,
            KeyOptions = run.Key,
            Data = new CheckData(
                first.Data.Description,
                first.Data.Rows,
                first.Data.Bytes,
                first.Endpoint,
                rows.Models,
                first.CompletionWindow
            )
            {
                File = run.Data.GeneratedRows is null ? rows.File : null,
                WhyNoFile = run.Data.GeneratedRows is null
                    ? "it is over 100 MB: a check does not upload it"
                    : "rows are generated",
            },
            Settings = SettingsWords(),
            DialectWords = $"{options.Dialect.Name} ({run.Target.DialectSource}), under {options.ApiBase}",
            Redact = redact,
            TimeProvider = timeProvider,
        };
    }

    private string SettingsWords()
    {
        var given = run.All.Where(setting => setting.Source != "default").ToList();
        return given.Count == 0
            ? "all as they are by default"
            : string.Join(", ", given.Select(setting => $"{setting.Name} ({setting.Source})"));
    }

    private async Task<IReadOnlyList<string>> CleanUpAsync(
        CheckScene scene,
        SharedApiKey key,
        CancellationTokenSource end,
        TimeSpan took
    )
    {
        // What the checks have not taken of their time is for a service that is slow to delete; some of it is the key's, whose
        // deletion comes last.
        var time = CleanUpLimit > Whole - took ? CleanUpLimit : Whole - took;
        using var limit = new CancellationTokenSource(time - KeyLimit, timeProvider);
        using var keyLimit = new CancellationTokenSource(time, timeProvider);
        end.CancelAfter(time);
        List<string> left = [.. await scene.CleanUpAsync(limit.Token)];
        try
        {
            left.AddRange(
                (await key.DeleteAllAsync(keyLimit.Token)).Select(problem =>
                    problem.Replace(": interrupted", ": no time was left", StringComparison.Ordinal)
                )
            );
        }
        catch (OperationCanceledException)
        {
            left.Add("no time was left to delete the API key");
        }

        return left;
    }

    private static int ExitCodeOf(CheckReport report) =>
        report.IsPassed ? ExitCodes.Success
        : report.Done.Any(done =>
            done.Result.Verdict == CheckVerdict.Failed && Ways.Contains(done.Check.Id, StringComparer.Ordinal)
        )
            ? ExitCodes.CouldNotRun
        : ExitCodes.ThresholdFailed;

    private static void Write(CheckReport report, ResultsFolder folder)
    {
        using (var file = File.Create(folder.PathOf(CheckJson.FileName)))
        {
            CheckJson.Write(report, file);
        }

        using (var file = File.Create(folder.PathOf(CheckJUnit.FileName)))
        {
            CheckJUnit.Write(report, file);
        }

        File.WriteAllText(folder.PathOf(CheckMarkdown.FileName), CheckMarkdown.Of(report));
    }
}
