using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>Makes the prompts of a file different in each upload.</summary>
/// <param name="seed">The run's: the same seed, the same words.</param>
internal sealed class Variation(int seed)
{
    private readonly ulong all = SeededNumbers.Seed(unchecked((uint)seed), ulong.MaxValue - 1);

    /// <summary>Writes words.</summary>
    public PromptText Text { get; } = new(unchecked((uint)seed));

    /// <summary>What the rows of an upload have in common.</summary>
    public ulong SeedOf(int user, long upload) =>
        SeededNumbers.Seed(SeededNumbers.Seed(all, (ulong)user), (ulong)upload);
}
