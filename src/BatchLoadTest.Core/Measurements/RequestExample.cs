namespace BatchLoadTest.Measurements;

/// <summary>One request of many that is kept whole: one that failed, or was among the slowest of its step.</summary>
/// <param name="Step">What was requested.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Status">HTTP status; 0 where none came.</param>
/// <param name="At">When it ended, from the run's start.</param>
/// <param name="Identity">What it can be found by.</param>
/// <param name="Words">For a failure: the server's or the system's words, without secrets.</param>
public sealed record RequestExample(
    Step Step,
    Outcome Outcome,
    int Status,
    TimeSpan At,
    RequestIdentity Identity,
    string? Words
)
{
    /// <summary>The example that a measurement is; null where it cannot be found again.</summary>
    /// <param name="measurement">The request.</param>
    /// <param name="end">When it ended, from the run's start.</param>
    public static RequestExample? Of(in Measurement measurement, TimeSpan end) =>
        measurement.Identity is { } identity
            ? new(measurement.Step, measurement.Outcome, measurement.Status, end, identity, measurement.Detail)
            : null;
}
