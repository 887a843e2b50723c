using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>What becomes of a row, and what is wrong with its result.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlannedRow(RowFate Fate, RowDefect Defect)
{
    /// <summary>How many lines it has in the output file, or in the error file.</summary>
    public int LinesIn(bool output)
    {
        var isHere = Fate.IsOutput() == output;
        return Defect switch
        {
            _ when Defect.IsInNeither() => 0,
            _ when Defect.IsInBoth() => 1,
            RowDefect.Doubled or RowDefect.DoubledOnCancel when isHere && output => 2,
            _ => isHere ? 1 : 0,
        };
    }
}
