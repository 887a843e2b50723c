using BatchLoadTest.Reporting;
using BatchLoadTest.Runs;
using BatchLoadTest.Statistics;
using BatchLoadTest.Views;

namespace BatchLoadTest.Tests.Runs;

/// <summary>Keeps what it is told of a run.</summary>
internal sealed class RecordingObserver : IRunObserver
{
    /// <summary>What it was told, in order: a word and the moment.</summary>
    public List<(string Told, RunMoment Moment)> Moments { get; } = [];

    /// <inheritdoc/>
    public void Started(RunSteering steering, RunMoment first) => Moments.Add(("started", first));

    /// <inheritdoc/>
    public void SecondEnded(RunMoment moment) => Moments.Add(("second", moment));

    /// <inheritdoc/>
    public void Steered(RunMoment moment) => Moments.Add(("steered", moment));

    /// <inheritdoc/>
    public void Noted(NoteLevel level, string text) { }

    /// <inheritdoc/>
    public void Ended(RunReport report, IReadOnlyList<string> files) { }

    /// <inheritdoc/>
    public void Write(Interval interval) { }
}
