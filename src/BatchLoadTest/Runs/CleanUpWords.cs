using System.Globalization;
using BatchLoadTest.Scenarios.CleanUp;

namespace BatchLoadTest.Runs;

/// <summary>What clean-up came to, in a line.</summary>
internal static class CleanUpWords
{
    /// <summary>Such as <c>20 files deleted, 2 batches cancelled, 1 batch ended meanwhile</c>.</summary>
    public static string Of(CleanUpResult result) => Of(result, "found by name, their answers were lost");

    /// <summary>The same of what a process has left that is gone.</summary>
    public static string OfLost(CleanUpResult result) => Of(result, "found by the name of its part");

    /// <summary>The same of what an earlier run has left that was killed.</summary>
    public static string OfEarlier(CleanUpResult result) => Of(result, "found by name");

    private static string Of(CleanUpResult result, string found)
    {
        List<string> words =
        [
            $"{Count(result.Files, "file", "files")} deleted",
            $"{Count(result.Batches, "batch", "batches")} cancelled",
        ];
        Add(result.EndedMeanwhile, "batch", "batches", "ended meanwhile");
        Add(result.FilesGone, "file", "files", result.FilesGone == 1 ? "was gone" : "were gone");
        Add(result.BatchesGone, "batch", "batches", result.BatchesGone == 1 ? "was gone" : "were gone");
        if (result.Found > 0)
        {
            words.Add($"{Count(result.Found, "of them was", "of them were")} {found}");
        }

        return string.Join(", ", words);

        void Add(long count, string one, string many, string what)
        {
            if (count > 0)
            {
                words.Add($"{Count(count, one, many)} {what}");
            }
        }
    }

    /// <summary>Such as <c>1 file or batch could not be removed</c>.</summary>
    public static string NotRemoved(long count) =>
        Count(count, "file or batch", "files or batches") + " could not be removed";

    private static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
