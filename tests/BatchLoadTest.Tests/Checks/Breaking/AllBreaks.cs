namespace BatchLoadTest.Tests.Checks.Breaking;

/// <summary>For every check a service that breaks it.</summary>
internal static class AllBreaks
{
    public static IReadOnlyList<Break> Create() =>
        [.. KeysBreaks.All, .. CreateBreaks.All, .. LifecycleBreaks.All, .. ResultsBreaks.All];
}
