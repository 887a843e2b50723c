using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>What the result files of a batch hold once so many of its rows are finished. Costs a walk over the rows.</summary>
internal sealed class ResultCounts
{
    private readonly int[] byDefect = new int[Enum.GetValues<RowDefect>().Length];

    private readonly BatchPlan plan;
    private readonly int finished;

    private ResultCounts(BatchPlan plan, int finished) => (this.plan, this.finished) = (plan, finished);

    public int OutputLines { get; private set; }

    public int ErrorLines { get; private set; }

    /// <summary>Rows in the output file with a status other than 2xx.</summary>
    public int Refused { get; private set; }

    public int With(RowDefect defect) => byDefect[(int)defect];

    /// <summary>Whether they are those of so many rows by a plan.</summary>
    public bool IsOf(BatchPlan other, int rows) => ReferenceEquals(plan, other) && finished == rows;

    public static ResultCounts Of(BatchPlan plan, int finished)
    {
        var counts = new ResultCounts(plan, finished);
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
        OutputLines += row.LinesIn(output: true);
        ErrorLines += row.LinesIn(output: false);
    }
}
