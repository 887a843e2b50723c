namespace BatchLoadTest.Checks;

/// <summary>What a check is worth.</summary>
public enum CheckWorth
{
    /// <summary>A load test relies on it.</summary>
    Must,

    /// <summary>Services do it, and clients expect it.</summary>
    Should,

    /// <summary>Legal either way, but clients will notice.</summary>
    Differs,
}
