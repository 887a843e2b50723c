namespace BatchLoadTest.MockServer.Planning;

/// <summary>Which rows of a batch are answered otherwise from the second time on that they are sent.</summary>
/// <param name="share">Share of the rows.</param>
/// <param name="phase">Where the draws begin, from 0 to 1.</param>
internal sealed class ChangedRows(double share, double phase)
{
    /// <summary>Whether one is.</summary>
    /// <param name="row">Its number in the input.</param>
    public bool Picks(int row) => SpreadDraws.At(phase, row) < share;
}
