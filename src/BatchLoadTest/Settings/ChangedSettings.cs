namespace BatchLoadTest.Settings;

/// <summary>Settings that were read again with other values.</summary>
/// <param name="Settings">Of use only without errors.</param>
/// <param name="Errors">What is wrong, a line each.</param>
public sealed record ChangedSettings(RunSettings Settings, IReadOnlyList<string> Errors);
