namespace BatchLoadTest.Settings;

/// <summary>One setting in force, for reports.</summary>
/// <param name="Name">Name of the option without dashes.</param>
/// <param name="Value">The value as it may be shown; secrets are <c>***</c>.</param>
/// <param name="Source">Where it came from, in words: "--users", "users in my.json", "default" …</param>
public sealed record ResolvedSetting(string Name, string Value, string Source);
