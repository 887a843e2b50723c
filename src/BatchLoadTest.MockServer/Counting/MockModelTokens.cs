namespace BatchLoadTest.MockServer.Counting;

/// <summary>What the rows of one model used, in tokens.</summary>
/// <param name="Rows">Rows that succeeded.</param>
/// <param name="RowsWithoutUsage">Of these, rows whose answer does not say what it used; they are in no sum.</param>
/// <param name="Prompt">Tokens of what was asked.</param>
/// <param name="Completion">Tokens of what was answered, those of reasoning included.</param>
/// <param name="Reasoning">Of these, tokens of reasoning.</param>
public sealed record MockModelTokens(long Rows, long RowsWithoutUsage, long Prompt, long Completion, long Reasoning)
{
    /// <summary>Prompt and completion.</summary>
    public long Total => Prompt + Completion;
}
