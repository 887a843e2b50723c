namespace BatchLoadTest.Reporting.JUnit;

/// <summary>What a case that is not green means.</summary>
internal enum CaseProblemKind
{
    /// <summary>What is tested did not hold.</summary>
    Failure,

    /// <summary>The test itself went wrong.</summary>
    Error,

    /// <summary>There was nothing to test.</summary>
    Skipped,
}
