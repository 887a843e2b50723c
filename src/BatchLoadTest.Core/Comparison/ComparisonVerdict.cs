namespace BatchLoadTest.Comparison;

/// <summary>What a comparison says of a figure, or of all.</summary>
public enum ComparisonVerdict
{
    /// <summary>Too few requests or batches in one of the runs to tell chance from change.</summary>
    NotEnoughData,

    /// <summary>No difference beyond noise.</summary>
    NoDifference,

    /// <summary>The new run's figure is better.</summary>
    Better,

    /// <summary>The new run's figure is worse.</summary>
    Worse,
}
