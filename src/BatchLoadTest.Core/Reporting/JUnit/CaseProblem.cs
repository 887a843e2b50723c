namespace BatchLoadTest.Reporting.JUnit;

/// <summary>Why a test case is not green.</summary>
/// <param name="Kind">What it means for who reads test cases.</param>
/// <param name="Type">A short name of the kind.</param>
/// <param name="Message">In half a line.</param>
/// <param name="Details">More of it.</param>
internal sealed record CaseProblem(CaseProblemKind Kind, string Type, string Message, string Details);
