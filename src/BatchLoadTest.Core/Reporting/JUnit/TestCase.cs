namespace BatchLoadTest.Reporting.JUnit;

/// <summary>One test case of the file.</summary>
/// <param name="Class">Groups cases; a CI system takes what stands before the last dot for a package.</param>
/// <param name="Name">Unique within its class.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Problem">Why it is not green; null where it is.</param>
internal sealed record TestCase(string Class, string Name, TimeSpan Time, CaseProblem? Problem);
