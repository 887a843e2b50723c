using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Results;

/// <summary>
/// The rows of one result file in their order: that of completion, which is a shuffle of the input's.
/// </summary>
/// <remarks>
/// Doubled rows come again after all others: a client that compares neighbours only would miss them.
/// </remarks>
internal sealed class ResultLines : IDisposable
{
    private readonly FilePurpose purpose;
    private readonly int finished;
    private readonly BatchPlan plan;
    private readonly LateCommits? late;
    private readonly CompletionOrder order;
    private int position;
    private bool repeats;

    public ResultLines(Batch batch, FilePurpose purpose, in BatchState state)
    {
        plan = batch.Plan;
        this.purpose = purpose;
        finished = state.Finished;
        late = state.HasEnded ? null : plan.LateCommits;
        order = new CompletionOrder(plan);
    }

    /// <summary>The next line of this file; false after the last.</summary>
    public bool TryNext(out ResultLine line)
    {
        do
        {
            while (position < finished)
            {
                var row = order.RowAt(position);
                var planned = plan.RowAt(position);
                var isHidden = late?.Hides(position, finished) == true;
                position++;
                if (!isHidden && HasPlace(planned))
                {
                    line = new ResultLine(row, FateHere(planned), planned.Defect);
                    return true;
                }
            }
        } while (TryRepeat());

        line = default;
        return false;
    }

    public void Dispose() => order.Dispose();

    private bool HasPlace(PlannedRow row) => row.LinesIn(purpose == FilePurpose.Output) > (repeats ? 1 : 0);

    /// <summary>A row that is in both files has succeeded in one of them and failed in the other.</summary>
    private RowFate FateHere(PlannedRow row)
    {
        if (!row.Defect.IsInBoth() || row.Fate.IsOutput() == (purpose == FilePurpose.Output))
        {
            return row.Fate;
        }

        return purpose == FilePurpose.Output ? RowFate.Succeeded : RowFate.Failed;
    }

    /// <summary>Goes through the rows again for those that come twice.</summary>
    private bool TryRepeat()
    {
        if (repeats || purpose != FilePurpose.Output || plan.RowDefects is not { Doubles: true })
        {
            return false;
        }

        repeats = true;
        position = 0;
        return true;
    }
}
