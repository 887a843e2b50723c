namespace BatchLoadTest.Scenarios.Data;

/// <summary>What one generated row is to be.</summary>
/// <param name="Bytes">Its length, line end included.</param>
/// <param name="OwnWords">Words of its own.</param>
/// <param name="PrefixWords">Words of the common prefix before these; 0 for none.</param>
/// <param name="Prefix">Which prefix.</param>
/// <param name="MaxTokens">What it asks for at most.</param>
/// <param name="Words">What its own words follow from.</param>
internal readonly record struct RowPlan(
    int Bytes,
    int OwnWords,
    int PrefixWords,
    int Prefix,
    int MaxTokens,
    ulong Words
)
{
    /// <summary>All words of its text: one stands between a prefix and the others.</summary>
    public int AllWords => OwnWords + (PrefixWords == 0 ? 0 : PrefixWords + 1);
}
