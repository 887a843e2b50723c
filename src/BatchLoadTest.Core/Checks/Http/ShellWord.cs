namespace BatchLoadTest.Checks.Http;

/// <summary>Text as one word of a shell's line.</summary>
internal static class ShellWord
{
    // A person repeats a request by hand; a body that is longer stands for itself.
    private const int Longest = 2_000;

    /// <summary>In single quotes.</summary>
    public static string Of(string text)
    {
        var shown = text.Length <= Longest ? text : text[..Longest] + "…";
        return "'" + shown.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }
}
