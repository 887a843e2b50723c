using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Exhibits;
using BatchLoadTest.Checks.Http;
using BatchLoadTest.Scenarios;

namespace BatchLoadTest.Checks.Lifecycle;

/// <summary>The states that a batch went through.</summary>
internal static class Way
{
    /// <summary>How it ended; that it did is known.</summary>
    public static CheckResult End(CheckScene scene, BatchWatch watch)
    {
        var seen = string.Join(
            ", ",
            watch
                .Sights.Select(sight => (sight.Batch.Status, sight.After))
                .DistinctBy(sight => sight.Status)
                .Select(sight => $"{scene.Redact(sight.Status.Text)} {sight.After.TotalSeconds:0.0} s")
        );
        // One of which no row could be done is failed at some services, and completed at others.
        var isDone =
            watch.Last.Status.State == BatchState.Completed
            || (watch.Last.Status.State == BatchState.Failed && watch.Last.Counts is { SaysAllFailed: true });
        return isDone
            ? CheckResult.Pass(seen)
            : CheckResult.Fail(
                seen + (watch.Last.Error is { } error ? $": {scene.Redact(error)}" : ""),
                "nobody cancelled it: the service's own words say why",
                watch.LastAnswer
            );
    }

    /// <summary>Whether polls were answered with the batch.</summary>
    public static CheckResult Polls(CheckScene scene, BatchWatch watch) =>
        watch.Unanswered switch
        {
            null => CheckResult.Pass($"{watch.Sights.Count} answers that differ"),
            { Status: 429 } limited => CheckResult.NotSeen($"a poll was put off: {limited.Words}", limited),
            var other => CheckResult.Fail(
                $"a poll was answered {other.Words}",
                "each is a failed request of a run; right after the creation it is a replica that lags",
                other
            ),
        };

    /// <summary>By the rules of a run.</summary>
    public static CheckResult Forwards(CheckScene scene, BatchWatch watch)
    {
        var course = new BatchLifeCycle();
        course.Observe(watch.First, TimeSpan.Zero, isPoll: false);
        var last = watch.First;
        foreach (var sight in watch.Sights)
        {
            course.Observe(sight.Batch, sight.After, isPoll: true);
            if (course.Violations.Backwards > 0)
            {
                return CheckResult.Fail(
                    $"{scene.Redact(last.Status.Text)}, then {scene.Redact(sight.Batch.Status.Text)}",
                    "a run counts it as a life-cycle violation",
                    sight.Answer
                );
            }

            last = sight.Batch;
        }

        return CheckResult.Pass(string.Join(" → ", course.Seen.Select(seen => scene.Redact(seen.Status))));
    }

    /// <summary>Whether every status is known.</summary>
    public static CheckResult Words(CheckScene scene, BatchWatch watch)
    {
        var strange = watch.Sights.FirstOrDefault(sight => sight.Batch.Status.State == BatchState.Unknown);
        return strange is null
            ? CheckResult.Pass($"{watch.Sights.DistinctBy(sight => sight.Batch.Status).Count()} of them")
            : CheckResult.Fail(
                $"{scene.Redact(strange.Batch.Status.Text)} is none",
                "a run takes it for no end, and reports it",
                strange.Answer
            );
    }

    /// <summary>What makes it the same batch.</summary>
    public static CheckResult Same(CheckScene scene, BatchWatch watch)
    {
        var first = Of(watch.Created);
        foreach (var sight in watch.Sights)
        {
            var now = Of(sight.Answer);
            if (now != first)
            {
                return CheckResult.Fail(scene.Redact($"{first}, then {now}"), "it is another batch", sight.Answer);
            }
        }

        return CheckResult.Pass("they do");

        static string Of(CheckAnswer answer)
        {
            var batch = Answered.Object(answer);
            return $"{Answered.Show(Answered.Member(batch, "id"))} created at {Answered.Show(Answered.Member(batch, "created_at"))}";
        }
    }
}
