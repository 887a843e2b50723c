namespace BatchLoadTest.Recording;

/// <summary>One setting as a report shows it.</summary>
/// <param name="Name">The option's name without dashes.</param>
/// <param name="Value">Its value; <c>***</c> for a secret.</param>
/// <param name="Source">Where the value came from, in words.</param>
public sealed record ReportedSetting(string Name, string Value, string Source);
