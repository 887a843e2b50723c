using System.Reflection;
using Xunit.v3;

namespace BatchLoadTest.Tests.Support.Parts;

/// <summary>xunit's own framework, with areas by folder, and one skipped test for each missing part instead of all that need it.</summary>
public sealed class PartsTestFramework : XunitTestFramework
{
    /// <inheritdoc/>
    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        new AreaDiscoverer(Described(assembly));

    /// <inheritdoc/>
    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) =>
        new PartsExecutor(Described(assembly));

    // As xunit itself describes it.
    private IXunitTestAssembly Described(Assembly assembly) =>
        (IXunitTestAssembly)base.CreateDiscoverer(assembly).TestAssembly;
}
