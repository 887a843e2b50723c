namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>For every check a service that breaks it.</summary>
internal static class AllBreaks
{
    public static IReadOnlyList<Break> Create() =>
        [
            .. KeysBreaks.All,
            .. CreateBreaks.All,
            .. PartialBreaks.All,
            .. ConcurrencyBreaks.All,
            .. ListBreaks.All,
            .. IdempotenceBreaks.All,
            .. CancelBreaks.All,
            .. LifecycleBreaks.All,
            .. ResultsBreaks.All,
        ];
}
