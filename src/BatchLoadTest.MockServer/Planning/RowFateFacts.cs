namespace BatchLoadTest.MockServer.Planning;

internal static class RowFateFacts
{
    /// <summary>Whether a row of this fate is in the output file; otherwise it is in the error file.</summary>
    public static bool IsOutput(this RowFate fate) => fate is RowFate.Succeeded or RowFate.Refused;
}
