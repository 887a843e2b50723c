namespace BatchLoadTest.Settings.Parsing;

/// <summary>What came of reading a text: a value, or what is allowed instead.</summary>
/// <param name="Value">The value; the type's default where there is a problem.</param>
/// <param name="Problem">What is allowed, to follow the setting's name and the text; null when all is well.</param>
/// <param name="HidesText">The text may hold a secret and must not be shown.</param>
public readonly record struct Parsed<T>(T? Value, string? Problem, bool HidesText);
