namespace BatchLoadTest.Scenarios.Data;

/// <summary>One upload: its bytes, and the ids that its results must have.</summary>
/// <param name="Source">The bytes.</param>
/// <param name="Ids">The ids in them.</param>
public sealed record Upload(IPromptSource Source, IRowIds Ids);
