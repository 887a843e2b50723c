namespace BatchLoadTest.Checks.Files;

/// <summary>The list of files, and files that are deleted.</summary>
public static class FilesChecks
{
    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() => [.. FileListChecks.Checks(), .. DeletionChecks.Checks()];
}
