namespace BatchLoadTest.Settings;

/// <summary>Settings of one topic, in the order in which help and reports list them.</summary>
/// <param name="Title">Heading in help.</param>
/// <param name="Settings">The settings.</param>
public sealed record SettingSection(string Title, IReadOnlyList<Setting> Settings);
