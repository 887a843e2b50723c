namespace BatchLoadTest.Reporting.JUnit;

/// <summary>Why a test case is not green.</summary>
/// <param name="IsError">The test itself went wrong, as opposed to what it tests.</param>
/// <param name="Type">A short name of the kind.</param>
/// <param name="Message">In half a line.</param>
/// <param name="Details">More of it.</param>
internal sealed record CaseProblem(bool IsError, string Type, string Message, string Details);
