using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Checks.Exhibits;

namespace BatchLoadTest.Checks.Lifecycle;

/// <summary>How many rows a batch says stand how.</summary>
internal static class Counts
{
    private const string None = "it says no counts";

    /// <summary>Whether they only grow.</summary>
    public static CheckResult Grow(CheckScene scene, BatchWatch watch)
    {
        RequestCounts? before = watch.First.Counts;
        foreach (var sight in watch.Sights)
        {
            if (sight.Batch.Counts is not { } now)
            {
                continue;
            }

            if (before is { } known && (now.Completed < known.Completed || now.Failed < known.Failed))
            {
                return CheckResult.Fail(
                    $"{Show(known)}, then {Show(now)}",
                    "a run counts it as a life-cycle violation",
                    sight.Answer
                );
            }

            before = now.Or(before ?? default);
        }

        return before is { } last ? CheckResult.Pass($"up to {Show(last)}") : CheckResult.NotSeen(None);
    }

    /// <summary>Whether there are never more than there are rows.</summary>
    public static CheckResult Within(CheckScene scene, BatchWatch watch)
    {
        // Some count the rows only when they have looked at them.
        var over = watch.Sights.FirstOrDefault(sight =>
            sight.Batch.Counts is { Total: > 0 } counts && Done(counts) > counts.Total
        );
        return over is not null
                ? CheckResult.Fail(Show(over.Batch.Counts!.Value), "its progress cannot be told", over.Answer)
            : watch.Sights.Any(sight => sight.Batch.Counts is not null) ? CheckResult.Pass("they are not")
            : CheckResult.NotSeen(None);
    }

    /// <summary>Whether in the end they are the rows that were sent.</summary>
    public static CheckResult Total(CheckScene scene, BatchWatch watch)
    {
        if (!watch.HasEnded)
        {
            return CheckResult.NotSeen("it has not ended");
        }

        var rows = scene.Exhibits.Rows!.RowIds.Count;
        return watch.Last.Counts is not { } counts ? CheckResult.NotSeen(None)
            // What goes beyond is told of by another.
            : Done(counts) > counts.Total ? CheckResult.NotSeen(Show(counts))
            : counts.Total == rows && Done(counts) == rows ? CheckResult.Pass(Show(counts))
            : CheckResult.Fail(
                $"{Show(counts)}; {rows} rows were sent",
                "a run relies on them: rows are lost, or counted wrongly",
                watch.LastAnswer
            );
    }

    private static long? Done(RequestCounts counts) => counts.Completed + counts.Failed;

    private static string Show(RequestCounts counts) =>
        $"{Show(counts.Completed)} completed, {Show(counts.Failed)} failed of {Show(counts.Total)}";

    private static string Show(long? count) => count?.ToString() ?? "?";
}
