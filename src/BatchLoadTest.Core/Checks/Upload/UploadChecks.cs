namespace BatchLoadTest.Checks.Upload;

/// <summary>What uploads are taken, and as what.</summary>
public static class UploadChecks
{
    /// <summary>The checks, in order.</summary>
    public static IReadOnlyList<ICheck> Create() =>
        [
            .. UploadAnswer.Checks(),
            .. RefusedForms.Checks(),
            .. MalformedFiles.Checks(),
            .. MalformedRows.Checks(),
            .. TakenFiles.Checks(),
            .. TakenForms.Checks(),
            .. UploadExpiry.Checks(),
        ];
}
