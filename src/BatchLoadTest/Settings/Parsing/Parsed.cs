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
