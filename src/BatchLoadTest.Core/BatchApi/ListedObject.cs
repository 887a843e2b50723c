namespace BatchLoadTest.BatchApi;

/// <summary>A file or a batch as a list shows it: what tells whose it is. Absent and empty members are null.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FileName">A file's name.</param>
/// <param name="TestRun">A batch's metadata <c>test_run</c>.</param>
/// <param name="InputFileId">The file that a batch was created from.</param>
public sealed record ListedObject(string Id, string? FileName, string? TestRun, string? InputFileId);
