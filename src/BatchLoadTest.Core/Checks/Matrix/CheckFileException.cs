namespace BatchLoadTest.Checks.Matrix;

/// <summary>A file cannot be compared; the message names it and says why, in a line.</summary>
public sealed class CheckFileException(string message) : Exception(message);
