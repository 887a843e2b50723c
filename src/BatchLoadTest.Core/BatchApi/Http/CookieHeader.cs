namespace BatchLoadTest.BatchApi.Http;

/// <summary>Values of the Cookie header.</summary>
internal static class CookieHeader
{
    /// <summary>One header of two: the first as it is, then what the second has beside the first's names.</summary>
    /// <param name="first">The stronger one; null for none.</param>
    /// <param name="second">The weaker one; null for none.</param>
    public static string? Join(string? first, string? second) =>
        string.IsNullOrEmpty(first) ? second
        : string.IsNullOrEmpty(second) ? first
        : JoinBoth(first, second);

    // Apart, so that only those who have two pay for the closure: most requests have none.
    private static string JoinBoth(string first, string second)
    {
        var names = Parts(first).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return string.Join(
            "; ",
            [first.TrimEnd(' ', ';'), .. Parts(second).Where(part => !names.Contains(NameOf(part)))]
        );
    }

    private static string[] Parts(string header) =>
        header.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string NameOf(string part) => part.Split('=', 2)[0].TrimEnd();
}
