using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>Whether a run sent anything.</summary>
public static class RunSent
{
    /// <summary>What to say where it did not.</summary>
    public const string NothingWords = "not one request of the load was sent, so nothing was tested";

    /// <summary>
    /// Whether not one request of the load was sent: none that ended, none that was cut off. Creating a key is no load.
    /// </summary>
    public static bool Nothing(RunSnapshot figures) =>
        !figures.Steps.Any(step =>
            step.Step is { } name
            && StepCatalogue.Of(name.Step).IsLoad
            && step.Requests + step.Interrupted + step.KeyPending + step.Resent > 0
        );
}
