using BatchLoadTest.Measurements;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What was uploaded, in words.</summary>
public static class PromptSentences
{
    /// <summary>
    /// Uploads, rows, different prompts and estimated tokens: <c>12 uploads, 1,200 rows with 1,200 different prompts, about …</c>.
    /// Null where nothing was, or a journal of an earlier version does not tell.
    /// </summary>
    public static string? Of(in PromptCounts prompts)
    {
        if (prompts.Uploads == 0)
        {
            return null;
        }

        var different = prompts.Distinct is { } distinct
            ? Figures.Of(distinct, "different prompt") + Repeated(prompts)
            : "how many prompts differ is not known (merged runs of one seed and classes of files may have the same ones)";
        return $"{Figures.Of(prompts.Uploads, "upload")}, {Figures.Of(prompts.Rows, "row")}, {different}, "
            + $"{Figures.Of(prompts.Tokens, "prompt token")} (estimated)"
            + (
                prompts.Prefixed == 0
                    ? ""
                    : $", {Figures.Of(prompts.Prefixed, "row")} with a common prefix ({Figures.Share((double)prompts.Prefixed / prompts.Rows)})"
            );
    }

    // A service that keeps prompts has had each of them before.
    private static string Repeated(in PromptCounts prompts) =>
        prompts is not { Repeated: > 0, Uploads: > 1 } ? ""
        : prompts.Own == 0 ? " that each upload repeats"
        : $", {Figures.Count(prompts.Repeated)} of them of a file that its uploads repeat";
}
