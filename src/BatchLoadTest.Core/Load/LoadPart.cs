namespace BatchLoadTest.Load;

/// <summary>
/// Which part of a load this process applies, where several apply one together. All of them follow the same plan; each
/// starts what is in its part, and the parts of all of them are the whole.
/// </summary>
public sealed record LoadPart
{
    /// <summary>A process that applies the whole load.</summary>
    public static LoadPart Whole { get; } = new();

    /// <summary>A process that applies nothing of it.</summary>
    public static LoadPart Nothing { get; } =
        new()
        {
            Users = [],
            Arrivals = ArrivalShare.None,
            MostUsers = 0,
        };

    /// <summary>Rises with each distribution; the starts of an arrival rate are drawn anew for each.</summary>
    public long Epoch { get; init; }

    /// <summary>When this distribution came or comes into force, since the load's start.</summary>
    public TimeSpan From { get; init; }

    /// <summary>Virtual users, or batches in flight, that are in it, by their numbers from 1, rising; null for all.</summary>
    public IReadOnlyList<int>? Users { get; init; }

    /// <summary>Of these, users that another process had: each starts so long after <see cref="From"/>.</summary>
    public IReadOnlyList<GainedUser> Gained { get; init; } = [];

    /// <summary>Starts of an arrival rate that are in it.</summary>
    public ArrivalShare Arrivals { get; init; } = ArrivalShare.All;

    /// <summary>The most users that run what starts at a rate; null for the load's own number.</summary>
    public int? MostUsers { get; init; }

    /// <summary>
    /// What is added to the numbers of users that are no fixed ones, so that no two processes use the same one.
    /// </summary>
    public int NumbersFrom { get; init; }

    /// <summary>Iterations that this process may begin; null for as many as the plan says.</summary>
    public IterationShare? Iterations { get; init; }
}
