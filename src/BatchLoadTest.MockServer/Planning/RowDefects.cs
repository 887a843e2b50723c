namespace BatchLoadTest.MockServer.Planning;

/// <summary>Which rows of a batch come out wrong and how, by their position in the order of completion.</summary>
/// <param name="stack">The defects one on top of the other, each with the upper end of its share.</param>
/// <param name="phase">Where the sequence begins, from 0 to 1.</param>
/// <param name="withheldFrom">The first position of the part that the output file ends without.</param>
internal sealed class RowDefects(IReadOnlyList<(RowDefect Defect, double UpTo)> stack, double phase, int withheldFrom)
{
    /// <summary>Whether rows may come twice.</summary>
    public bool Doubles { get; } = stack.Any(share => share.Defect == RowDefect.Doubled);

    /// <summary>What becomes of a row that would have had a fate.</summary>
    public PlannedRow Apply(int position, RowFate fate)
    {
        var defect = Of(position, fate);
        // A status other than 2xx is a defect by itself, and a row has one at most.
        return new PlannedRow(defect != RowDefect.None && fate == RowFate.Refused ? RowFate.Succeeded : fate, defect);
    }

    private RowDefect Of(int position, RowFate fate)
    {
        if (position >= withheldFrom)
        {
            return fate.IsOutput() ? RowDefect.Withheld : RowDefect.None;
        }

        var draw = SpreadDraws.At(phase, position);
        foreach (var (defect, upTo) in stack)
        {
            if (draw < upTo)
            {
                return defect == RowDefect.Doubled && !fate.IsOutput() ? RowDefect.None : defect;
            }
        }

        return RowDefect.None;
    }
}
