using Xunit.Sdk;
using Xunit.v3;

namespace BatchLoadTest.Tests.Support.Parts;

/// <summary>
/// Gives each test the trait <c>area</c>: the first folder of its project in small letters (<c>thresholds</c>, <c>workers</c>), or the
/// project's own name where it has no folders (<c>chart</c>).
/// </summary>
internal sealed class AreaDiscoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
{
    public const string Trait = "area";

    /// <summary>The area of a namespace of tests.</summary>
    /// <param name="assembly">The test assembly's name, which is the root of its namespaces.</param>
    /// <param name="space">The test's namespace.</param>
    public static string AreaOf(string assembly, string? space)
    {
        var folders = space is null || space.Length <= assembly.Length ? "" : space[(assembly.Length + 1)..];
        var name = folders.Length > 0 ? folders.Split('.')[0] : assembly.Split('.')[^1];
#pragma warning disable CA1308 // A name to type, not to compare.
        return name.ToLowerInvariant();
#pragma warning restore CA1308
    }

    /// <inheritdoc/>
    protected override ValueTask<bool> FindTestsForType(
        IXunitTestClass testClass,
        ITestFrameworkDiscoveryOptions discoveryOptions,
        Func<ITestCase, ValueTask<bool>> discoveryCallback
    )
    {
        var area = AreaOf(TestAssembly.Assembly.GetName().Name!, testClass.TestClassNamespace);
        return base.FindTestsForType(
            testClass,
            discoveryOptions,
            testCase =>
            {
                if (testCase is XunitTestCase ours)
                {
                    ours.Traits[Trait] = [area];
                }

                return discoveryCallback(testCase);
            }
        );
    }
}
