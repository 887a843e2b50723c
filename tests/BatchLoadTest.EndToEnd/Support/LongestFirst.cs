using BatchLoadTest.EndToEnd.Support;
using BatchLoadTest.EndToEnd.Workers;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>
/// Classes that take minutes begin first: their tests wait one behind the other for what must be seen in real time, and at the
/// end nothing else would be left to run beside them.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        .. new[]
        {
            typeof(LostWorkerTests),
            typeof(RestartedMasterTests),
            typeof(CapacityOnWorkersTests),
            typeof(OneLoadTests),
        }.Select(type => type.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.Exists(Long, name => IsOf(collection, name)) ? 0 : 1)];

    // A class without a collection of its own is one, called after it.
    private static bool IsOf(ITestCollection collection, string name) =>
        collection.TestCollectionDisplayName.Contains($" {name} ", StringComparison.Ordinal);
}
