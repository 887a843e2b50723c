namespace BatchLoadTest.Thresholds;

/// <summary>What a threshold said at the end.</summary>
public enum ThresholdVerdict
{
    /// <summary>Met.</summary>
    Passed,

    /// <summary>Not met.</summary>
    Failed,

    /// <summary>Its metric has no sample. Counts as failed: silence proves nothing.</summary>
    NoData,

    /// <summary>
    /// Set by default, and its metric has too few samples to be judged by. Fails nothing: nobody asked for it.
    /// </summary>
    DoesNotApply,
}
