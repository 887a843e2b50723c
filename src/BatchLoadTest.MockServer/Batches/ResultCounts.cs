using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>What the result files of a batch hold once so many of its rows are finished. Costs a walk over the rows.</summary>
internal sealed class ResultCounts
{
    private readonly int[] byDefect = new int[Enum.GetValues<RowDefect>().Length];

    private ResultCounts(int finished) => Finished = finished;

    /// <summary>The finished rows that were counted.</summary>
    public int Finished { get; }

    public int OutputLines { get; private set; }

    public int ErrorLines { get; private set; }

    /// <summary>Rows in the output file with a status other than 2xx.</summary>
    public int Refused { get; private set; }

    public int With(RowDefect defect) => byDefect[(int)defect];

    public static ResultCounts Of(BatchPlan plan, int finished)
    {
        var counts = new ResultCounts(finished);
        for (var position = 0; position < finished; position++)
        {
            counts.Add(plan.RowAt(position));
        }

        return counts;
    }

    private void Add(PlannedRow row)
    {
        byDefect[(int)row.Defect]++;
        Refused += row.Fate == RowFate.Refused ? 1 : 0;
        switch (row.Defect)
        {
            case RowDefect.Lost:
            case RowDefect.Withheld:
                break;
            case RowDefect.Doubled:
                OutputLines += 2;
                break;
            case RowDefect.InBoth:
                OutputLines++;
                ErrorLines++;
                break;
            default:
                OutputLines += row.Fate.IsOutput() ? 1 : 0;
                ErrorLines += row.Fate.IsOutput() ? 0 : 1;
                break;
        }
    }
}
