namespace BatchLoadTest.Settings.Parsing;

/// <summary>Makes results of reading.</summary>
public static class Parsed
{
    /// <summary>A value.</summary>
    public static Parsed<T> Ok<T>(T value) => new(value, Problem: null, HidesText: false);

    /// <summary>No value: <paramref name="problem"/> says what is allowed.</summary>
    public static Parsed<T> Bad<T>(string problem) => new(default, problem, HidesText: false);

    /// <summary>As <see cref="Bad{T}"/>, where the text must not be shown.</summary>
    public static Parsed<T> BadHidden<T>(string problem) => new(default, problem, HidesText: true);
}

/// <summary>What came of reading a text: a value, or what is allowed instead.</summary>
/// <param name="Value">The value; the type's default where there is a problem.</param>
/// <param name="Problem">What is allowed, to follow the setting's name and the text; null when all is well.</param>
/// <param name="HidesText">The text may hold a secret and must not be shown.</param>
public readonly record struct Parsed<T>(T? Value, string? Problem, bool HidesText);
