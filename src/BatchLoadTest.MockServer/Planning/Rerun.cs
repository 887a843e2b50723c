namespace BatchLoadTest.MockServer.Planning;

/// <summary>The rows of a batch that was retried, in their new order of completion: those that it keeps come first.</summary>
internal sealed class Rerun
{
    private readonly RerunRow[] rows;

    /// <summary>How many of the first so many failed.</summary>
    private readonly int[] failed;

    /// <param name="kept">Rows that stay as they were.</param>
    /// <param name="again">Rows that are worked on.</param>
    /// <param name="left">Rows of a cancelled batch that stay undone.</param>
    public Rerun(IReadOnlyCollection<RerunRow> kept, IReadOnlyCollection<RerunRow> again, IEnumerable<RerunRow> left)
    {
        rows = [.. kept, .. again, .. left];
        Kept = kept.Count;
        Done = Kept + again.Count;
        failed = new int[rows.Length + 1];
        for (var i = 0; i < rows.Length; i++)
        {
            failed[i + 1] = failed[i] + (rows[i].Fate.IsOutput() ? 0 : 1);
        }
    }

    /// <summary>Which retry of the batch it is, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When the batch was in progress first.</summary>
    public required DateTimeOffset InProgressAt { get; init; }

    /// <summary>Rows that stay as they were.</summary>
    public int Kept { get; }

    /// <summary>Rows that are done at its end; the others stay undone.</summary>
    public int Done { get; }

    public RerunRow this[int position] => rows[position];

    /// <summary>How many of the first <paramref name="finished"/> are counted as failed.</summary>
    public int FailedAmong(int finished) => failed[finished];

    /// <summary>Puts the rows' numbers, which are in the first order, into this one.</summary>
    public void Sort(Span<int> order)
    {
        var first = order.ToArray();
        for (var position = 0; position < rows.Length; position++)
        {
            order[position] = first[rows[position].Origin];
        }
    }
}
