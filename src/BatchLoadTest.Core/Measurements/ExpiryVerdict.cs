namespace BatchLoadTest.Measurements;

/// <summary>
/// What came of asking that an upload expires: first what the service says of it, later whether it is gone. The values index
/// arrays: keep them dense and from 0.
/// </summary>
public enum ExpiryVerdict
{
    /// <summary>The service says that it expires when it was asked to.</summary>
    Agreed,

    /// <summary>It says another time.</summary>
    Wrong,

    /// <summary>It says no time.</summary>
    Unsaid,

    /// <summary>After that time the file is gone.</summary>
    Gone,

    /// <summary>It is still there, a while after that time.</summary>
    Kept,

    /// <summary>Nobody looked: the run ended before, or others were looked after. Or no answer told.</summary>
    NotSeen,
}
