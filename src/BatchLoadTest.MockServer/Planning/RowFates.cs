namespace BatchLoadTest.MockServer.Planning;

/// <summary>
/// What becomes of each row of a batch, by its position in the order of completion.
/// </summary>
/// <remarks>What a batch's counts say. What a server that misbehaves makes of it is in <see cref="RowDefects"/>.</remarks>
/// <param name="Rows">Rows in the batch.</param>
/// <param name="Executed">Rows that get their turn; the others expire.</param>
/// <param name="Failing">Which of the executed rows fail.</param>
/// <param name="Refused">Which of the others are answered with a status other than 2xx.</param>
internal sealed record RowFates(int Rows, int Executed, EvenShare Failing, EvenShare Refused)
{
    public RowFate Of(int position)
    {
        if (position >= Executed)
        {
            return RowFate.Expired;
        }

        if (Failing.Picks(position))
        {
            return RowFate.Failed;
        }

        return Refused.Picks(position) ? RowFate.Refused : RowFate.Succeeded;
    }

    /// <summary>How many of the first <paramref name="finished"/> are counted as failed.</summary>
    public int FailedAmong(int finished)
    {
        var executed = Math.Min(finished, Executed);
        return Failing.Among(executed) + finished - executed;
    }
}
