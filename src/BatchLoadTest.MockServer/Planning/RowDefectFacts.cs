namespace BatchLoadTest.MockServer.Planning;

internal static class RowDefectFacts
{
    /// <summary>Whether only rows of the output file can have it.</summary>
    public static bool IsOfOutput(this RowDefect defect) =>
        defect is RowDefect.Doubled or RowDefect.DoubledOnCancel or RowDefect.KeptOnRetry or RowDefect.Vanished;

    /// <summary>Whether a row with it is in both files.</summary>
    public static bool IsInBoth(this RowDefect defect) =>
        defect is RowDefect.InBoth or RowDefect.InBothOnCancel or RowDefect.KeptOnRetry;

    /// <summary>Whether a row with it is in neither file.</summary>
    public static bool IsInNeither(this RowDefect defect) =>
        defect
            is RowDefect.Lost
                or RowDefect.Withheld
                or RowDefect.LostOnCancel
                or RowDefect.LostOnRetry
                or RowDefect.Vanished;
}
