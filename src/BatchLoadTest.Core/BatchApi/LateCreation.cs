namespace BatchLoadTest.BatchApi;

/// <summary>A creation of which no answer has come: the service may finish it after it was cut off.</summary>
/// <param name="InputFile">The file of a batch; null for an upload.</param>
/// <param name="CutAt">Time stamp of when it was cut off.</param>
public readonly record struct LateCreation(string? InputFile, long CutAt)
{
    /// <summary>Until so long after the cut it is looked for again and again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The wait before the second look; each next one is twice as long.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    // No service works on a request that nobody waits for for so long: what is not in the list by then is not there.
    private static readonly TimeSpan Certainty = TimeSpan.FromMinutes(1);

    /// <summary>How long it is waited for yet; zero or less where it is not.</summary>
    public TimeSpan PatienceLeft(TimeProvider timeProvider) => Patience - timeProvider.GetElapsedTime(CutAt);

    /// <summary>Whether a look at the list tells for certain what became of it.</summary>
    public bool IsCertain(TimeProvider timeProvider) => timeProvider.GetElapsedTime(CutAt) >= Certainty;
}
