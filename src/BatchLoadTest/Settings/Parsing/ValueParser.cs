namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads one value from its text.</summary>
public delegate Parsed<T> ValueParser<T>(string text);
