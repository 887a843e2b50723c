namespace BatchLoadTest.Load;

/// <summary>Makes each virtual user's own source of choices.</summary>
public static class UserRandom
{
    /// <summary>The source of one user; the same for the same seed, whatever the engine.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="user">The virtual user, from 1.</param>
    // Not HashCode.Combine, which differs from process to process.
    public static Random Create(int seed, int user) => new(unchecked((seed * 31) ^ (int)(user * 0x9E3779B1u)));
}
