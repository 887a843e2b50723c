namespace BatchLoadTest.Measurements;

/// <summary>
/// What came of comparing a service's own sums of a batch's tokens with those over its rows. The values index arrays: keep
/// them dense and from 0.
/// </summary>
public enum UsageVerdict
{
    /// <summary>They are the same.</summary>
    Agrees,

    /// <summary>They are not.</summary>
    Disagrees,

    /// <summary>The service has none, or zeros, and had none until nobody asked any more: that is no disagreement.</summary>
    NeverFilled,

    /// <summary>Not all of the batch's rows say what they took, or its results have defects: there is nothing to compare with.</summary>
    NotComparable,

    /// <summary>The service did not answer, or the run ended before it had the sums.</summary>
    NotCompared,
}
