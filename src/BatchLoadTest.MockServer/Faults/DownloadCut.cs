namespace BatchLoadTest.MockServer.Faults;

/// <summary>Where a download that is cut breaks off.</summary>
internal static class DownloadCut
{
    /// <summary>No cut.</summary>
    public const int None = -1;

    /// <summary>How many of so many lines arrive whole; half of the next one follows them.</summary>
    public static int LinesBefore(int lines) => lines / 2;
}
