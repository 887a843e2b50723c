namespace BatchLoadTest.EndToEnd.Support;

/// <summary>What an ended program left behind in its streams.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;

    /// <summary>All of it, whatever the width at which the words were wrapped.</summary>
    public string OneLine => string.Join(' ', All.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public void ExitedWith(int expected) =>
        Assert.True(expected == ExitCode, $"exit code {ExitCode} instead of {expected}\n{Output}\n{Error}");

    /// <summary>
    /// The same for a test of counts, which are right whatever happens to times: a machine so busy that the program itself stood
    /// still is no failure of such a run.
    /// </summary>
    public void ExitedWithOnABusyMachine(int expected)
    {
        if (
            ExitCode != Runtime.ExitCodes.CouldNotRun
            || !OneLine.Contains("while this program itself stood still", StringComparison.Ordinal)
        )
        {
            ExitedWith(expected);
        }
    }
}
