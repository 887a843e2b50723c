namespace BatchLoadTest.Capacity.Levels;

/// <summary>By what a level is judged.</summary>
public sealed record LevelRules
{
    /// <summary>How often each bound may be wrong, both sides of an interval together: 0.05 over the levels of a search.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>A backlog that grows by up to this share of the offered rows does not grow.</summary>
    public double GrowthShare { get; init; } = 0.01;

    /// <summary>Below this share of completed rows a backlog grows.</summary>
    public double CompletedShare { get; init; } = 0.98;

    /// <summary>With a smaller share of its starts applied, a level is the generator's and not the service's.</summary>
    public double AppliedShare { get; init; } = 0.98;

    /// <summary>With a larger share of doubtful seconds a level says nothing.</summary>
    public double DoubtfulShare { get; init; } = 0.05;

    /// <summary>And with fewer of them it is judged whatever their share: of a short level one second is a large share.</summary>
    public int DoubtfulSeconds { get; init; } = 3;

    /// <summary>Beyond this share of batches turned away the service has no capacity left.</summary>
    public double RefusedShare { get; init; } = 0.01;

    /// <summary>Batches at which a level that is still open is left undecided.</summary>
    public int MostBatches { get; init; } = 6000;

    /// <summary>Batches before the first look.</summary>
    public int FewestBatches { get; init; } = 300;

    /// <summary>Each look has so many times the batches of the one before.</summary>
    public double LookFactor { get; init; } = 1.25;

    /// <summary>The thresholds, in the order of their samples.</summary>
    public IReadOnlyList<LevelThreshold> Thresholds { get; init; } = [];
}
