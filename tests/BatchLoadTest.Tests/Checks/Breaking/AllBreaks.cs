namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>For every check a service that breaks it.</summary>
internal static class AllBreaks
{
    public static IReadOnlyList<Break> Create() =>
        [
            .. KeysBreaks.All,
            .. UploadBreaks.All,
            .. MetadataBreaks.All,
            .. ContentBreaks.All,
            .. CreateBreaks.All,
            .. ErrorsBreaks.All,
            .. SecurityBreaks.All,
            .. FilesBreaks.All,
            .. PartialBreaks.All,
            .. ConcurrencyBreaks.All,
            .. ListBreaks.All,
            .. IdempotenceBreaks.All,
            .. CancelBreaks.All,
            .. LifecycleBreaks.All,
            .. ResultsBreaks.All,
        ];
}
