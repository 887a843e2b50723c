using System.Net.Http;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Create;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Cancel;

/// <summary>A batch that is cancelled while rows are worked on.</summary>
internal static class CancelledBatch
{
    /// <summary>What its metadata says that it is for.</summary>
    public const string Mark = "cancelled";

    private const string Source = "OpenAI: POST /batches/{id}/cancel";

    // Till a first row is done, so that there is something to keep.
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> All =>
        [
            new SimpleCheck(
                new("cancel.taken", "a cancel is taken", CheckWorth.Must, Source),
                ["create.rows", "create.followed"],
                TakenAsync
            )
            {
                Rows = RowsCheck.Count,
            },
            new SimpleCheck(
                new("cancel.ends", "the batch is cancelled within 5 s", CheckWorth.Must, Source),
                ["cancel.taken"],
                EndsAsync
            )
            {
                Limit = Patience + TimeSpan.FromSeconds(1),
            },
            Of("readable", "a cancelled batch can still be read", CheckWorth.Must, ReadableAsync),
            Of("stamps", "a cancelled batch says when", CheckWorth.Should, StampsAsync),
            Of("again", "a second cancel changes nothing", CheckWorth.Should, AgainAsync),
            Of("rows", "rows that were done are in its output, once", CheckWorth.Must, RowsAsync),
        ];

    private static SimpleCheck Of(
        string name,
        string requirement,
        CheckWorth worth,
        Func<CheckScene, BatchWatch, CancellationToken, Task<CheckResult>> look
    ) =>
        new(
            new("cancel." + name, requirement, worth, Source),
            ["cancel.taken"],
            (scene, cancellationToken) =>
                scene.Exhibits.Cancelled is { Last.Status.State: BatchState.Cancelled } watch
                    ? look(scene, watch, cancellationToken)
                    : Task.FromResult(CheckResult.NotSeen("no batch has been cancelled"))
        );

    private static async Task<CheckResult> TakenAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Rows is not { } rows)
        {
            return CheckResult.Skip("no file was taken");
        }

        var created = await scene.CreateAsync(scene.CreateBody(rows.Id, Mark), cancellationToken);
        if (scene.Watch(created) is not { } watch)
        {
            return CheckResult.NotSeen($"no batch was taken: {created.Words}", created);
        }

        for (var waited = TimeSpan.Zero; waited < Work && watch.Last.Counts is not { Completed: > 0 }; waited += Look)
        {
            await Task.Delay(Look, scene.TimeProvider, cancellationToken);
        }

        var answer = await scene.Client.SendAsync(
            HttpMethod.Post,
            scene.Paths.Cancel(watch.First.Id),
            cancellationToken
        );
        if (watch.Last.Status is { IsTerminal: true, State: not BatchState.Cancelled } status)
        {
            return CheckResult.NotSeen($"it was {scene.Redact(status.Text)} before the cancel", answer);
        }

        scene.Exhibits.Cancelled = watch;
        if (!answer.IsSuccess)
        {
            return CheckResult.Fail(answer.Words, "batches of a run that is ended go on, and are paid for", answer);
        }

        return scene.BatchOf(answer, out var problem) is not { } batch
                ? CheckResult.Fail($"the answer is no batch: {problem}", "look at --dialect", answer)
            : batch.Status.State is BatchState.Cancelling or BatchState.Cancelled
                ? CheckResult.Pass($"{answer.Status} {batch.Status.Text}")
            : CheckResult.Fail(
                $"it is {scene.Redact(batch.Status.Text)}",
                "clients expect cancelling or cancelled",
                answer
            );
    }

    private static async Task<CheckResult> EndsAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.Cancelled is not { } watch)
        {
            return CheckResult.NotSeen("no batch has been cancelled");
        }

        if (!await watch.EndsAsync(Patience, cancellationToken))
        {
            return CheckResult.NotSeen($"still {scene.Redact(watch.Last.Status.Text)}", watch.LastAnswer);
        }

        return watch.Last.Status.State == BatchState.Cancelled
            ? CheckResult.Pass($"{watch.Sights[^1].After.TotalSeconds:0.0} s after its creation")
            : CheckResult.Fail(
                $"it is {scene.Redact(watch.Last.Status.Text)}",
                "the cancel was taken and does nothing",
                watch.LastAnswer
            );
    }

    private static async Task<CheckResult> ReadableAsync(
        CheckScene scene,
        BatchWatch watch,
        CancellationToken cancellationToken
    )
    {
        var answer = await PollAsync(scene, watch, cancellationToken);
        return !answer.IsSuccess ? CheckResult.Fail(answer.Words, "what it has done is lost", answer)
            : scene.BatchOf(answer, out _)?.Status.State == BatchState.Cancelled ? CheckResult.Pass("cancelled")
            : CheckResult.Fail(
                scene.Redact($"it is {Answered.Show(Answered.Member(Answered.Object(answer), "status"))}"),
                "it was cancelled before",
                answer
            );
    }

    private static Task<CheckResult> StampsAsync(
        CheckScene scene,
        BatchWatch watch,
        CancellationToken cancellationToken
    )
    {
        var times = watch.Last.Times;
        return Task.FromResult(
            times is not { CancellingAt: { } begin, CancelledAt: { } end }
                ? CheckResult.Fail(
                    times.CancelledAt is null ? "there is no cancelled_at" : "there is no cancelling_at",
                    null,
                    watch.LastAnswer
                )
            : end < begin ? CheckResult.Fail("cancelled_at is before cancelling_at", null, watch.LastAnswer)
            : CheckResult.Pass($"{(end - begin).TotalSeconds:0} s from cancelling_at to cancelled_at")
        );
    }

    private static async Task<CheckResult> AgainAsync(
        CheckScene scene,
        BatchWatch watch,
        CancellationToken cancellationToken
    )
    {
        var answer = await scene.Client.SendAsync(
            HttpMethod.Post,
            scene.Paths.Cancel(watch.First.Id),
            cancellationToken
        );
        if (answer is not ({ IsSuccess: true } or { Status: >= 400 and < 500 }))
        {
            return CheckResult.Fail(answer.Words, "clients take a 5xx for the service's fault and send again", answer);
        }

        var now = answer.IsSuccess ? answer : await PollAsync(scene, watch, cancellationToken);
        return scene.BatchOf(now, out _) is { Status.State: not (BatchState.Cancelled or BatchState.Cancelling) } batch
            ? CheckResult.Fail($"it is {scene.Redact(batch.Status.Text)} then", null, now)
            : CheckResult.Pass(answer.IsSuccess ? $"{answer.Status}" : answer.Words);
    }

    private static async Task<CheckResult> RowsAsync(
        CheckScene scene,
        BatchWatch watch,
        CancellationToken cancellationToken
    )
    {
        if (watch.Last.Counts?.Completed is not { } completed)
        {
            return CheckResult.NotSeen("it says no counts");
        }

        if (watch.Last.OutputFileId is not { } file)
        {
            return completed == 0
                ? CheckResult.NotSeen("no row was done before the cancel")
                : CheckResult.Fail($"{completed} completed, and no output file", "they are lost", watch.LastAnswer);
        }

        var answer = await scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Content(file), cancellationToken);
        var rows = ResultRow.All(answer).Where(row => row.IsWhole).ToList();
        var lines = rows.Count;
        var doubled = lines - rows.Select(row => row.CustomId).Distinct(StringComparer.Ordinal).Count();
        // What was being worked on may be done after all, and counts be told later.
        return !answer.IsSuccess ? CheckResult.Fail(answer.Words, "they are lost", answer)
            : lines < completed ? CheckResult.Fail($"{completed} completed, {lines} lines", "they are lost", answer)
            : doubled > 0
                ? CheckResult.Fail(
                    $"{lines} lines, {doubled} of them of rows that have one",
                    "they are paid for twice",
                    answer
                )
            : completed == 0 ? CheckResult.NotSeen("no row was done before the cancel")
            : CheckResult.Pass($"{completed} completed, {lines} lines");
    }

    private static Task<CheckAnswer> PollAsync(
        CheckScene scene,
        BatchWatch watch,
        CancellationToken cancellationToken
    ) => scene.Client.SendAsync(HttpMethod.Get, scene.Paths.Batch(watch.First.Id), cancellationToken);
}
