using Xunit.Sdk;
using Xunit.v3;

namespace BatchLoadTest.Tests.Support.Parts;

/// <summary>Runs one test for each missing part, which is skipped, instead of all that need it.</summary>
internal sealed class PartsExecutor(IXunitTestAssembly assembly) : XunitTestFrameworkExecutor(assembly)
{
    /// <inheritdoc/>
    public override ValueTask RunTestCases(
        IReadOnlyCollection<IXunitTestCase> testCases,
        IMessageSink executionMessageSink,
        ITestFrameworkExecutionOptions executionOptions,
        CancellationToken cancellationToken
    )
    {
        var (run, skipped) = Requirement.OneForEachMissingPart(testCases, Needs, Requirement.IsSkipped);
        return base.RunTestCases(
            [.. run.Select(test => skipped.TryGetValue(test, out var why) ? Skipped(test, why) : test)],
            executionMessageSink,
            executionOptions,
            cancellationToken
        );
    }

    private static IReadOnlyCollection<string> Needs(IXunitTestCase test) =>
        test.Traits.TryGetValue(InstalledParts.Trait, out var parts) ? parts : [];

    // The same test under the same id, which a listener has seen when it was found.
    private static XunitTestCase Skipped(IXunitTestCase test, (string Part, int Tests) why) =>
        new(
            test.TestMethod,
            test.TestCaseDisplayName,
            test.UniqueID,
            test.Explicit,
            skipReason: Requirement.Reason(why.Part, why.Tests)
        );
}
