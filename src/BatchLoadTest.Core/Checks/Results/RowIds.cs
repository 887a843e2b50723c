using BatchLoadTest.Checks.Exhibits;

namespace BatchLoadTest.Checks.Results;

/// <summary>Whether there is one line for each row.</summary>
internal static class RowIds
{
    /// <summary>Whether rows are lost.</summary>
    public static CheckResult NoneMissing(CheckScene scene, ResultFiles files)
    {
        var missing = Missing(scene, files);
        return missing.Count == 0
            ? CheckResult.Pass($"{Sent(scene).Count} rows, each as it was sent")
            : CheckResult.Fail(
                $"{missing.Count} of {Sent(scene).Count} rows are missing: {Few(missing)}",
                "rows are lost: look at the service",
                files.Output ?? files.Errors
            );
    }

    /// <summary>Whether rows come twice.</summary>
    public static CheckResult NoneTwice(CheckScene scene, ResultFiles files)
    {
        var twice = Known(scene, files)
            .GroupBy(id => id, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToList();
        return twice.Count == 0
            ? CheckResult.Pass("none")
            : CheckResult.Fail(
                $"{twice.Count} rows come more than once: {Few(twice)}",
                "rows were worked on twice, and may be paid for twice",
                files.Output ?? files.Errors
            );
    }

    /// <summary>Whether there are rows of others.</summary>
    public static CheckResult NoneForeign(CheckScene scene, ResultFiles files)
    {
        var foreign = files
            .Whole.Select(row => row.CustomId)
            .Where(id => id is null || !Sent(scene).Contains(id, StringComparer.Ordinal))
            .ToList();
        return foreign.Count == 0
            ? CheckResult.Pass("none")
            : CheckResult.Fail(
                $"{foreign.Count} lines: {scene.Redact(foreign[0] ?? "one without custom_id")}",
                "results of another batch, or ids that were changed",
                files.Output ?? files.Errors
            );
    }

    /// <summary>Whether the batch counts what is in its files.</summary>
    public static CheckResult Counts(CheckScene scene, ResultFiles files)
    {
        if (scene.Exhibits.Followed!.Last.Counts is not { Completed: { } completed, Failed: { } failed })
        {
            return CheckResult.NotSeen("it says no counts");
        }

        if (Missing(scene, files).Count > 0 || completed + failed != Sent(scene).Count)
        {
            return CheckResult.NotSeen("rows are missing, or not counted");
        }

        var (output, errors) = (Distinct(scene, files.OutputRows), Distinct(scene, files.ErrorRows));
        return (output, errors) == ((int)completed, (int)failed)
            ? CheckResult.Pass($"{output} completed, {errors} failed")
            : CheckResult.Fail(
                $"{completed} completed and {failed} failed; {output} rows are in the output file and {errors} in the error file",
                "a run compares them: it would report each such batch",
                scene.Exhibits.Followed.LastAnswer
            );
    }

    private static IReadOnlyList<string> Sent(CheckScene scene) => scene.Exhibits.Rows!.RowIds;

    private static IEnumerable<string> Known(CheckScene scene, ResultFiles files) =>
        files
            .Whole.Select(row => row.CustomId)
            .OfType<string>()
            .Where(id => Sent(scene).Contains(id, StringComparer.Ordinal));

    private static List<string> Missing(CheckScene scene, ResultFiles files) =>
        [.. Sent(scene).Except(files.Whole.Select(row => row.CustomId).OfType<string>(), StringComparer.Ordinal)];

    private static int Distinct(CheckScene scene, IReadOnlyList<ResultRow> rows) =>
        rows.Select(row => row.CustomId).OfType<string>().Intersect(Sent(scene), StringComparer.Ordinal).Count();

    private static string Few(List<string> ids) => string.Join(", ", ids.Take(3)) + (ids.Count > 3 ? ", …" : "");
}
