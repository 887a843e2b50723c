namespace BatchLoadTest.MockServer.Planning;

/// <summary>Which rows of a batch come out wrong and how, by their position in the order of completion.</summary>
/// <param name="stack">The defects one on top of the other.</param>
/// <param name="phase">Where the sequence begins, from 0 to 1.</param>
/// <param name="withheldFrom">The first position of the part that the output file ends without.</param>
/// <param name="happened">What has happened to the batch.</param>
internal sealed class RowDefects(
    IReadOnlyList<RowShare> stack,
    double phase,
    int withheldFrom,
    RowOccasions happened = RowOccasions.None
)
{
    /// <summary>Whether rows may come twice in the output file.</summary>
    public bool Doubles { get; } = stack.Any(share => share.Defect is RowDefect.Doubled or RowDefect.DoubledOnCancel);

    /// <summary>What has happened to the batch.</summary>
    public RowOccasions Happened => happened;

    /// <summary>The same draws once so much has happened.</summary>
    public RowDefects With(RowOccasions occasions) => new(stack, phase, withheldFrom, occasions);

    /// <summary>What becomes of a row that would have had a fate.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="fate">Its fate.</param>
    /// <param name="before">What had happened to this row alone, before it was worked on for the last time.</param>
    public PlannedRow Apply(int position, RowFate fate, RowOccasions before = RowOccasions.None)
    {
        var defect = Of(position, fate, happened | before);
        // A status other than 2xx is a defect by itself, and a row has one at most.
        return new PlannedRow(defect != RowDefect.None && fate == RowFate.Refused ? RowFate.Succeeded : fate, defect);
    }

    private RowDefect Of(int position, RowFate fate, RowOccasions occasions)
    {
        if (position >= withheldFrom)
        {
            return fate.IsOutput() ? RowDefect.Withheld : RowDefect.None;
        }

        var draw = SpreadDraws.At(phase, position);
        foreach (var (defect, upTo, after) in stack)
        {
            if (draw < upTo)
            {
                var isDue = (after & ~occasions) == RowOccasions.None && (fate.IsOutput() || !defect.IsOfOutput());
                return isDue ? defect : RowDefect.None;
            }
        }

        return RowDefect.None;
    }
}
