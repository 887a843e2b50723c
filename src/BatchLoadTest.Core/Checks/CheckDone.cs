namespace BatchLoadTest.Checks;

/// <summary>A check and how it ended.</summary>
/// <param name="Check">The check.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Took">How long it took.</param>
public sealed record CheckDone(CheckInfo Check, CheckResult Result, TimeSpan Took);
