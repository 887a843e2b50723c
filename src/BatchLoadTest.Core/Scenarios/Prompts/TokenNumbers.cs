namespace BatchLoadTest.Scenarios.Prompts;

/// <summary>How many tokens something of a row has: a number drawn for each row.</summary>
public abstract record TokenNumbers
{
    /// <summary>The most that any row has: 6 MB of words.</summary>
    public const int Most = 1_000_000;

    /// <summary>The next row's, from 1 to <see cref="Most"/>.</summary>
    internal abstract int Next(ref SeededNumbers random);
}
