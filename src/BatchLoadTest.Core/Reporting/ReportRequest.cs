namespace BatchLoadTest.Reporting;

/// <summary>A report that a person asks for, beside those that are written anyway.</summary>
/// <param name="Name">One of <see cref="ReportWriters.Names"/>.</param>
/// <param name="Path">
/// Full path of a further copy; of a report of several files, what their paths begin with. Null: into the results folder.
/// </param>
public sealed record ReportRequest(string Name, string? Path = null);
