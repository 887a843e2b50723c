namespace BatchLoadTest.EndToEnd.Support;

/// <summary>What an ended program left behind in its streams.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;

    public void ExitedWith(int expected) =>
        Assert.True(expected == ExitCode, $"exit code {ExitCode} instead of {expected}\n{Output}\n{Error}");
}
