namespace BatchLoadTest.Scenarios.Data;

/// <summary>One upload: its bytes, and the ids that its results must have.</summary>
/// <param name="Source">The bytes.</param>
/// <param name="Ids">The ids in them.</param>
public sealed record Upload(IPromptSource Source, IRowIds Ids)
{
    /// <summary>What makes its ids different from those of every other upload: the end of each; null where they do not differ.</summary>
    public string? IdSuffix => (Ids as TaggedIds)?.Tag;
}
