using BatchLoadTest.Load;
using BatchLoadTest.Load.BuiltIn;

namespace BatchLoadTest;

/// <summary>The load engines of this build.</summary>
public static class LoadEngines
{
    /// <summary>All of them; the first is the default.</summary>
    public static IReadOnlyList<ILoadEngine> Create(TimeProvider timeProvider) => [new BuiltInEngine(timeProvider)];
}
