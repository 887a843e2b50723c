namespace BatchLoadTest.NBomber.Mapping;

/// <summary>How often something was done.</summary>
/// <param name="Succeeded">Well.</param>
/// <param name="Failed">In vain.</param>
internal readonly record struct StepCount(long Succeeded, long Failed)
{
    /// <summary>Never.</summary>
    public static StepCount None => default;

    /// <summary>Once more.</summary>
    public StepCount Plus(bool failed) =>
        failed ? this with { Failed = Failed + 1 } : this with { Succeeded = Succeeded + 1 };

    /// <summary>Such as <c>12 and 3 failed</c>.</summary>
    public override string ToString() => $"{Succeeded} and {Failed} failed";
}
