using System.Net.Http;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Partial;

/// <summary>What is there of a batch that is still worked on.</summary>
public static class PartialChecks
{
    private const string Source = "control layer";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Those that look at a batch that is worked on, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            new SimpleCheck(
                new("partial.output", "rows can be read before the batch ends", CheckWorth.Differs, Source),
                ["create.followed"],
                OutputAsync
            ),
            new SimpleCheck(
                new("partial.incomplete", "a header says that an output is not all", CheckWorth.Differs, Source),
                ["create.followed"],
                Incomplete
            ),
            new SimpleCheck(
                new(
                    "partial.error_file",
                    "an error file can be read before the batch ends",
                    CheckWorth.Differs,
                    Source
                ),
                ["create.followed"],
                ErrorsAsync
            ),
        ];

    /// <summary>What is known at its end.</summary>
    public static IReadOnlyList<ICheck> OfTheEnd() =>
        [
            new SimpleCheck(
                new("partial.lines", "every line that was there is there in the end", CheckWorth.Must, Source),
                ["create.followed"],
                Lines
            ),
        ];

    private static async Task<CheckResult> OutputAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Followed is not { } watch)
        {
            return CheckResult.Skip("no batch was taken");
        }

        // Without a row done there may be nothing to read.
        for (
            var waited = TimeSpan.Zero;
            waited < Patience && !watch.HasEnded && watch.Last.Counts is not { Completed: > 0 };
            waited += Look
        )
        {
            await Task.Delay(Look, scene.TimeProvider, cancellationToken);
        }

        var (result, answer) = await ReadAsync(scene, watch, watch.Last.OutputFileId, cancellationToken);
        scene.Exhibits.Partial = answer;
        return result;
    }

    private static CheckResult Incomplete(CheckScene scene)
    {
        if (scene.Exhibits.Partial is not { } answer)
        {
            return CheckResult.NotSeen("no row could be read");
        }

        var name = scene.Options.Dialect.IncompleteHeader;
        return !answer.Headers!.TryGetValues(name, out var values)
                ? CheckResult.Fail($"there is no {name}", null, answer)
            : values.Any(value => value.Equals("true", StringComparison.OrdinalIgnoreCase))
                ? CheckResult.Pass($"{name}: true")
            : CheckResult.Fail(scene.Redact($"{name}: {string.Join(", ", values)}"), null, answer);
    }

    private static async Task<CheckResult> ErrorsAsync(CheckScene scene, CancellationToken cancellationToken) =>
        scene.Exhibits.Followed is { } watch
            ? (await ReadAsync(scene, watch, watch.Last.ErrorFileId, cancellationToken)).Result
            : CheckResult.Skip("no batch was taken");

    private static CheckResult Lines(CheckScene scene)
    {
        var before = ResultRow.All(scene.Exhibits.Partial).Where(row => row.IsWhole).Select(row => row.Text).ToList();
        if (before.Count == 0)
        {
            return CheckResult.NotSeen("no row was read before its end");
        }

        if (scene.Exhibits.Results is not { } files)
        {
            return CheckResult.NotSeen("its results were not read");
        }

        var gone = before.Except(files.OutputRows.Select(row => row.Text), StringComparer.Ordinal).ToList();
        return gone.Count == 0
            ? CheckResult.Pass($"{before.Count} lines")
            : CheckResult.Fail(
                $"{gone.Count} of {before.Count} lines are not, or are others",
                "who reads results as they come has something else",
                files.Output
            );
    }

    private static async Task<(CheckResult Result, CheckAnswer? Answer)> ReadAsync(
        CheckScene scene,
        BatchWatch watch,
        string? file,
        CancellationToken cancellationToken
    )
    {
        if (watch.HasEnded)
        {
            return (CheckResult.NotSeen("it had ended before"), null);
        }

        if (file is null)
        {
            return (CheckResult.Fail("it is not named before the end", null, watch.LastAnswer), null);
        }

        var answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Content(file), cancellationToken);
        var poll = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Batch(watch.First.Id), cancellationToken);
        return scene.BatchOf(poll, out _) is not { Status.IsTerminal: false }
                ? (CheckResult.NotSeen("it ended meanwhile"), null)
            : answer.IsSuccess
                ? (CheckResult.Pass($"{answer.Status}, {ResultRow.All(answer).Count} lines so far"), answer)
            : (CheckResult.Fail(answer.Words, null, answer), null);
    }
}
