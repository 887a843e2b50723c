namespace BatchLoadTest.Measurements;

/// <summary>What came of asking that an upload expires.</summary>
/// <param name="FileId">The file.</param>
/// <param name="Class">The class of the batch that is made of it, from 1; 0 where there are no classes.</param>
/// <param name="Verdict">What came of it.</param>
public sealed record FileExpiry(string FileId, int Class, ExpiryVerdict Verdict)
{
    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Words { get; init; }
}
