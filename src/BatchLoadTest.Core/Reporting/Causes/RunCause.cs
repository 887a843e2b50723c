namespace BatchLoadTest.Reporting.Causes;

/// <summary>One thing that went wrong.</summary>
/// <param name="Words">In one line: what, how often, where, since when.</param>
/// <param name="Share">The share of what it could have struck that it struck, 0 to 1.</param>
internal sealed record RunCause(string Words, double Share)
{
    /// <summary>A share of a count; all of it where nothing was counted.</summary>
    public static double ShareOf(long count, long all) => all == 0 ? 1 : (double)count / all;
}
