namespace BatchLoadTest.MockServer.Planning;

/// <summary>
/// Rows of a running batch that show up late, and then at the place where they would have been: before where a reader that
/// goes on from its last line begins. By their position in the order of completion.
/// </summary>
/// <param name="share">Share of the rows.</param>
/// <param name="phase">Where the draws begin, from 0 to 1.</param>
/// <param name="rows">Rows of the batch.</param>
internal sealed class LateCommits(double share, double phase, int rows)
{
    /// <summary>One shows up when one in so many of all rows has come after it; at least two, of which one shows before it.</summary>
    private const int OneIn = 50;

    private readonly int behind = Math.Max(2, (rows + OneIn - 1) / OneIn);

    /// <summary>Whether one does not show yet.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="finished">How many rows have completed, it among them.</param>
    public bool Hides(int position, int finished) =>
        finished - position <= behind && SpreadDraws.At(phase, position) < share;

    /// <summary>The first position that may not show yet.</summary>
    public int FirstOf(int finished) => Math.Max(0, finished - behind);
}
