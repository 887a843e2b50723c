namespace BatchLoadTest.BatchApi.Http;

/// <summary>An answer's body is not what its Content-Encoding says.</summary>
/// <param name="words">What is wrong.</param>
public sealed class BrokenEncodingException(string words) : Exception(words)
{
    /// <summary>Whether it is right as far as it goes, and breaks off.</summary>
    public bool IsCut { get; init; }
}
